/** Tells an operator of troubles with Rekognition: once for each, however many frames meet it, and with what to do. */
import type { CallFailed, FailureKind } from './failures.js';

export interface TroubleOptions {
  readonly region: string;
  readonly endpoint?: string;
  readonly collectionId: string;
  readonly onProblem: (problem: string, cause: unknown) => void;
  readonly now?: () => number;
}

export interface Troubles {
  tell(failure: CallFailed): void;
  /** Says that somebody could not be recognised whose vectors are not there. */
  tellOfMissingFaces(): void;
}

/** What has not happened for so long is over; when it happens again it is told again. */
const OVER_AFTER_MS = 60_000;

/** Part of everyday life, or told by somebody else. */
const NO_TROUBLE: ReadonlySet<FailureKind> = new Set(['CANCELLED', 'SUSPENDED', 'NO_FACE', 'BAD_PICTURE']);

/** Troubles of one operation, of which another may know nothing. */
const OF_ONE_OPERATION: ReadonlySet<FailureKind> = new Set(['DENIED', 'THROTTLED', 'FAILING', 'GARBLED', 'REFUSED']);

export function createTroubles(options: TroubleOptions): Troubles {
  const { onProblem, now = () => performance.now() } = options;
  const lastSeen = new Map<string, number>();

  function isNew(trouble: string): boolean {
    const last = lastSeen.get(trouble);
    lastSeen.set(trouble, now());
    return last === undefined || now() - last > OVER_AFTER_MS;
  }

  return {
    tell(failure) {
      const { kind, operation } = failure;
      if (NO_TROUBLE.has(kind)) return;
      const trouble = OF_ONE_OPERATION.has(kind) ? `${kind} ${operation}` : kind;
      if (isNew(trouble)) onProblem(describe(failure, options), failure);
    },
    tellOfMissingFaces() {
      if (isNew('missing faces')) onProblem(describeMissingFaces(options), undefined);
    },
  };
}

/** As where the region or the collection is another one than when they were enrolled. */
function describeMissingFaces({ region, collectionId }: TroubleOptions): string {
  return `Faces that were enrolled are not in the collection ${collectionId} in ${region}: nobody can be recognised by them. Compare REGION and COLLECTION_ID with those of the enrolment; npm run repair names the photos to enrol again`;
}

/** It may be another one than was called for: that of taking on a role, for example. */
function deniedAction({ operation, cause }: CallFailed): string {
  return (
    /not authorized to perform: ([\w-]+:\w+)/.exec(String(Object(cause).message))?.[1] ?? `rekognition:${operation}`
  );
}

function describe(failure: CallFailed, { region, endpoint, collectionId }: TroubleOptions): string {
  const { kind, operation, message } = failure;
  const where = endpoint ?? `its endpoint in ${region}`;
  const meanwhile = 'The checks that need it stay unknown meanwhile, and it is tried again by itself';
  switch (kind) {
    case 'DENIED':
      return `AWS denies ${deniedAction(failure)}. ${meanwhile}: allow the action to the role or user that this server runs as, and see that nothing in its organisation denies it`;
    case 'BAD_CREDENTIALS':
      return `AWS does not accept the credentials that Rekognition is called with, or there are none. ${meanwhile}: renew them (what stands in environment variables is read at the start alone), and compare this machine's clock`;
    case 'UNREACHABLE':
      return `Rekognition can't be reached at ${where}. ${meanwhile}: compare REGION and REKOGNITION_ENDPOINT with where Rekognition is offered, and see whether this machine may connect there`;
    case 'LATE':
      return `Rekognition does not answer in time at ${where}. ${meanwhile}`;
    case 'THROTTLED':
      return `AWS allows fewer calls of rekognition:${operation} in ${region} than are needed. They are made more slowly and checks may stay unknown: raise the quota, or let the policy make the check less often (everyNthFrame)`;
    case 'NO_COLLECTION':
      return `The collection ${collectionId} is gone, and every enrolled face with it. It is made anew, empty: enrol the photos again that npm run repair names`;
    case 'GARBLED':
      return `What answers rekognition:${operation} at ${where} is not Rekognition, or a proxy on the way there. ${meanwhile}`;
    case 'FAILING':
      return `rekognition:${operation} fails on Amazon's side. ${meanwhile}: see the health of Rekognition in ${region}`;
    default:
      return `${message}. ${meanwhile}`;
  }
}
