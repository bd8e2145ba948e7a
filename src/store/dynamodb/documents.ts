/**
 * DynamoDB with items as plain objects, where its own protocol has an object for each value of them.
 *
 * `@aws-sdk/lib-dynamodb` does the same, but only for a client that puts its steps together anew for each request: without
 * `cacheMiddleware`, and so at twice the processor time (`npm run bench:frame`).
 */
import {
  type AttributeValue,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  type PutItemCommandInput,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  type ScanCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

export type Item = Readonly<Record<string, unknown>>;

/** An item as the protocol has it. */
export type EncodedItem = Record<string, AttributeValue>;

/** The parts of a request that hold values. */
const PARTS_WITH_VALUES = ['Key', 'Item', 'ExpressionAttributeValues'] as const;
type PartWithValues = (typeof PARTS_WITH_VALUES)[number];

/** A request with plain objects where the protocol's has encoded ones. */
type Plain<Input> = {
  readonly [Name in keyof Input]: Name extends PartWithValues ? Item | Extract<Input[Name], undefined> : Input[Name];
};

export type Update = Plain<UpdateItemCommandInput>;
export type Query = Plain<QueryCommandInput>;
export type Scan = Plain<ScanCommandInput>;

/** Everything that a call rejects with, it rejects with as the client does. */
export interface DocumentClient {
  /** For everything without values. */
  readonly send: DynamoDBClient['send'];
  get(input: Plain<GetItemCommandInput>): Promise<Item | undefined>;
  put(input: Plain<PutItemCommandInput>): Promise<void>;
  update(input: Update): Promise<void>;
  /** Resolves to the item that was deleted, where the request wants it. */
  delete(input: Plain<DeleteItemCommandInput>): Promise<Item | undefined>;
  /** What is found, as many as came in one answer. */
  query(input: Query): AsyncIterable<readonly Item[]>;
  scan(input: Scan): AsyncIterable<readonly Item[]>;
}

export function createDocumentClient(client: DynamoDBClient): DocumentClient {
  return {
    send: client.send.bind(client),
    async get(input) {
      const { Item } = await client.send(new GetItemCommand(encode(input)));
      return Item && decodeItem(Item);
    },
    async put(input) {
      await client.send(new PutItemCommand(encode(input)));
    },
    async update(input) {
      await client.send(new UpdateItemCommand(encode(input)));
    },
    async delete(input) {
      const { Attributes } = await client.send(new DeleteItemCommand(encode(input)));
      return Attributes && decodeItem(Attributes);
    },
    async *query(input) {
      for await (const { Items = [] } of paginateQuery({ client }, encode(input))) yield Items.map(decodeItem);
    },
    async *scan(input) {
      for await (const { Items = [] } of paginateScan({ client }, encode(input))) yield Items.map(decodeItem);
    },
  };
}

/** Leaves out what is undefined. */
export function encodeItem(item: Item): EncodedItem {
  return marshall(item, { removeUndefinedValues: true });
}

export function decodeItem(item: EncodedItem): Item {
  return unmarshall(item);
}

function encode<Input extends object>(input: Plain<Input>): Input {
  const parts: Partial<Record<PartWithValues, Item | undefined>> = input;
  const encoded = PARTS_WITH_VALUES.flatMap((name) => {
    const part = parts[name];
    return part === undefined ? [] : [[name, encodeItem(part)] as const];
  });
  // Only what `Plain` has made another is replaced.
  return { ...input, ...Object.fromEntries(encoded) } as unknown as Input;
}
