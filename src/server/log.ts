/** The log: one line of JSON on standard output for each thing that happened, and nothing private in any of them. */
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from '../config.js';
import { loggable } from './loggable.js';

export type Log = Logger;

/**
 * Objects are made loggable while they still are what they are, and the finished line once more: what a child logger is
 * bound to and what stands in the message come that way alone.
 *
 * It is Fastify's logger too (`loggerInstance`), whose children carry the request's id as `reqId`.
 */
export function createLog(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Log {
  const options = {
    level: config.logLevel,
    // Without the process id and the host's name: the latter is often its owner's.
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    // Already made loggable when a serialiser sees them, so Fastify's own have nothing to do.
    serializers: { err: unchanged, req: unchanged, res: unchanged },
    formatters: { level: (label: string) => ({ level: label }), log: loggableFields },
    hooks: { streamWrite: (line: string) => `${JSON.stringify(loggable(JSON.parse(line)))}\n` },
  };
  return destination ? pino(options, destination) : pino(options);
}

function unchanged(value: unknown): unknown {
  return value;
}

function loggableFields(fields: Record<string, unknown>): Record<string, unknown> {
  const safe = loggable(fields);
  // An object of a class, or with too many fields, is described in a few words.
  return typeof safe === 'object' && safe !== null ? { ...safe } : { logged: safe };
}
