/** Why the server could not start, in words that say what to change. */
import { type Config, ConfigError } from './config.js';
import { DataDirectoryInUse, DataDirectoryUnusable } from './store/dynamodb/embedded.js';
import { StoreUnavailable } from './store/store.js';

/** @param config undefined where it was the configuration itself that was wrong */
export function startFailure(error: unknown, config: Config | undefined): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError) return error.message;
  const advice = config && adviceOn(error, config);
  return advice ?? error.stack ?? error.message;
}

/** What the operator can mend; undefined for what is a fault of ours, whose stack tells more. */
function adviceOn(error: Error, config: Config): string | undefined {
  if (error instanceof DataDirectoryInUse) {
    return `${error.message} If this server runs already, end it; or set DATA_DIR to another folder.`;
  }
  if (error instanceof DataDirectoryUnusable) {
    return `${error.message}. Set DATA_DIR to a folder that this user can write.`;
  }
  if (error instanceof StoreUnavailable) return `${error.message} ${adviceOnDatabase(error, config)}`;
  const { code, syscall } = error as NodeJS.ErrnoException; // absent from other errors
  return syscall === 'listen' || syscall === 'getaddrinfo' ? adviceOnAddress(code, config) : undefined;
}

function adviceOnDatabase({ cause }: StoreUnavailable, { dynamodb }: Config): string {
  if (cause instanceof Error && cause.name === 'CredentialsProviderError') {
    return 'No AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE. A compatible database may take any.';
  }
  return dynamodb.kind === 'endpoint'
    ? `Does a database answer at DYNAMODB_ENDPOINT, ${new URL(dynamodb.url).origin}?`
    : 'Look at DYNAMODB_ENDPOINT, at the region and at the AWS credentials.';
}

function adviceOnAddress(code: string | undefined, { host, port }: Config): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} of ${host} is taken by another program. End that, or set PORT to another, such as ${port === 65_535 ? port - 1 : port + 1}.`;
    case 'EACCES':
      return `This user may not listen at PORT ${port}. Set PORT to one from 1024 on.`;
    case 'EADDRNOTAVAIL':
      return `HOST ${host} is no address of this machine. Set it to one that is, or to 0.0.0.0 for all of them.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST ${host} is a name that no address is known of. Set it to an address of this machine.`;
    default:
      return undefined;
  }
}
