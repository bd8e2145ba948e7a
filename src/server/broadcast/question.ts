/** What a subscriber asks for, and who asks for the same. */
import { createHash } from 'node:crypto';
import {
  type ArgumentNode,
  type ExecutionArgs,
  type FieldNode,
  getOperationAST,
  Kind,
  print,
  type VariableNode,
  visit,
} from 'graphql';
import { isBroadcast } from '../../graphql/broadcast.js';

/**
 * The field of a subscription that is to be broadcast. One that hides its field in a fragment is answered all the same, on
 * its own.
 */
export function broadcastField({ schema, document, operationName }: ExecutionArgs): FieldNode | undefined {
  const operation = getOperationAST(document, operationName);
  const [selected] = operation?.selectionSet.selections ?? [];
  if (operation?.operation !== 'subscription' || selected?.kind !== Kind.FIELD) return undefined;
  const field = schema.getSubscriptionType()?.getFields()[selected.name.value];
  return field && isBroadcast(field) ? selected : undefined;
}

/** The same for two subscribers exactly where an event's answer is the same, wherever they began to listen. */
export function questionKey(args: ExecutionArgs, field: FieldNode): string {
  const { document, operationName, variableValues } = args;
  const cursor = cursorVariable(args, field);
  const declared = getOperationAST(document, operationName)?.variableDefinitions?.map(
    ({ variable }) => variable.name.value,
  );
  // Of what was not declared nothing is known, not even that it is shallow enough to be put in order.
  const asked = Object.entries(variableValues ?? {}).filter(([name]) => name !== cursor && declared?.includes(name));
  const question = [print(document), operationName ?? null, inOrder(Object.fromEntries(asked))];
  // As a hash, because variables may be large and are only compared.
  return createHash('sha256').update(JSON.stringify(question)).digest('base64');
}

/** The same question without a place to begin at; undefined where it can't be asked that way. */
export function fromNowOn(args: ExecutionArgs, field: FieldNode): ExecutionArgs | undefined {
  if (!field.arguments?.some(isCursor)) return args;
  const cursor = cursorVariable(args, field);
  return cursor === undefined ? undefined : { ...args, variableValues: { ...args.variableValues, [cursor]: null } };
}

/** The variable that says where the subscriber begins, if it says nothing else. */
function cursorVariable({ document }: ExecutionArgs, field: FieldNode): string | undefined {
  const value = field.arguments?.find(isCursor)?.value;
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const variable = value.name.value;
  let uses = 0;
  visit(document, {
    [Kind.VARIABLE_DEFINITION]: () => false,
    [Kind.VARIABLE]({ name }: VariableNode) {
      if (name.value === variable) uses += 1;
    },
  });
  return uses === 1 ? variable : undefined;
}

function isCursor({ name }: ArgumentNode): boolean {
  return name.value === 'after';
}

/** The same JSON value with the keys of its objects sorted. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, inOrder(part)]),
  );
}
