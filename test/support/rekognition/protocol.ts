/** What travels between a client and Rekognition: JSON 1.1 of AWS, as far as it is used here. */

/** An error as Rekognition answers it. */
export class RekognitionError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

export type Input = Readonly<Record<string, unknown>>;

export interface RekognitionRequest {
  readonly operation: string;
  readonly input: Input;
  /** Whose signature it carries. */
  readonly accessKeyId: string;
}

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_Image.html */
const MOST_BYTES = 5_242_880;

export function imageOf(input: Input): Buffer {
  const { Bytes } = Object(input['Image']) as { readonly Bytes?: string };
  if (!Bytes) throw new RekognitionError('InvalidParameterException', 'Request has invalid parameters');
  const bytes = Buffer.from(Bytes, 'base64');
  if (bytes.length > MOST_BYTES) {
    throw new RekognitionError(
      'ValidationException',
      `1 validation error detected: Value at 'image.bytes' failed to satisfy constraint: Member must have length less than or equal to ${MOST_BYTES}`,
    );
  }
  return bytes;
}

export function textOf(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') {
    throw new RekognitionError('InvalidParameterException', `${name} is missing`);
  }
  return value;
}

/** @param range inclusive */
export function numberOf(input: Input, name: string, usual: number, range: readonly [number, number]): number {
  const value = input[name] ?? usual;
  if (typeof value !== 'number' || value < range[0] || value > range[1]) {
    throw new RekognitionError('InvalidParameterException', `${name} is out of range`);
  }
  return value;
}

export function listOf(input: Input, name: string): readonly string[] | undefined {
  const value = input[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** @throws RekognitionError when the request is not signed, or at another time than now */
export function verifySignature(headers: Readonly<Record<string, unknown>>, now: number): string {
  const { authorization = '', 'x-amz-date': date = '' } = headers;
  const [, accessKeyId] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/[\w-]+\/rekognition\/aws4_request, SignedHeaders=[\w;-]+, Signature=[0-9a-f]{64}$/.exec(
      String(authorization),
    ) ?? [];
  if (!accessKeyId) throw new RekognitionError('MissingAuthenticationToken', 'Missing Authentication Token', 403);
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(date)) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const signedAt = Date.UTC(year, month - 1, day, hour, minute, second);
  if (Math.abs(signedAt - now) > 5 * 60_000) {
    throw new RekognitionError('InvalidSignatureException', `Signature expired: ${date}`);
  }
  return accessKeyId;
}
