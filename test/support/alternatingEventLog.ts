import type { EventLog } from '../../src/events/eventLog.js';

/** A log of several nodes that take turns: whatever is asked goes to another node than what was asked before. */
export function createAlternatingEventLog(nodes: readonly EventLog[]): EventLog {
  let turn = 0;
  function next(): EventLog {
    turn += 1;
    const node = nodes[turn % nodes.length];
    if (!node) throw new Error('There is no node.');
    return node;
  }
  return {
    append: (examId, events) => next().append(examId, events),
    find: (examId, key) => next().find(examId, key),
    latest: (examId) => next().latest(examId),
    read: (examId, options) => next().read(examId, options),
    readAbout: (examId, concerned, options) => next().readAbout(examId, concerned, options),
    recent: (examId, limit) => next().recent(examId, limit),
    follow: (examId, after) => next().follow(examId, after),
    rewrite: (examId, change, after) => next().rewrite(examId, change, after),
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()));
    },
  };
}
