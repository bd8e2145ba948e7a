/** DynamoDB's Time to Live, which dynalite doesn't know: turning it on and asking for it, on the wire. It deletes nothing. */
import type { Answer, Interceptor } from './dynamoDbProxy.js';

export interface TimeToLive {
  readonly intercept: Interceptor;
  /** The attribute that each table was told to heed, in the order of telling, as `table/attribute`. */
  readonly turnedOn: readonly string[];
}

/** @param refusal what turning it on is answered with, the name of an exception */
export function createTimeToLive({ refusal, attributes = {} }: TimeToLiveOptions = {}): TimeToLive {
  const turnedOn: string[] = [];
  const attributeOf = new Map<string, string>(Object.entries(attributes));

  function update({ TableName, TimeToLiveSpecification }: UpdateRequest): Answer {
    const { AttributeName } = TimeToLiveSpecification;
    if (refusal !== undefined) return failure(refusal, 'No.');
    const known = attributeOf.get(TableName);
    if (known !== undefined) {
      return failure(
        'ValidationException',
        known === AttributeName
          ? 'TimeToLive is already enabled'
          : `TimeToLive is active on a different AttributeName: current AttributeName is ${known}`,
      );
    }
    attributeOf.set(TableName, AttributeName);
    turnedOn.push(`${TableName}/${AttributeName}`);
    return { status: 200, body: { TimeToLiveSpecification } };
  }

  return {
    turnedOn,
    intercept({ operation, body }, forward) {
      if (operation === 'UpdateTimeToLive') return update(body as unknown as UpdateRequest); // as the SDK wrote it
      if (operation !== 'DescribeTimeToLive') return forward();
      const AttributeName = attributeOf.get(String(body['TableName']));
      const description = AttributeName
        ? { TimeToLiveStatus: 'ENABLED', AttributeName }
        : { TimeToLiveStatus: 'DISABLED' };
      return { status: 200, body: { TimeToLiveDescription: description } };
    },
  };
}

export interface TimeToLiveOptions {
  readonly refusal?: string;
  /** Where it is on already: the attributes that tables heed. */
  readonly attributes?: Readonly<Record<string, string>>;
}

interface UpdateRequest {
  readonly TableName: string;
  readonly TimeToLiveSpecification: { readonly AttributeName: string };
}

function failure(name: string, message: string): Answer {
  return { status: 400, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message } };
}
