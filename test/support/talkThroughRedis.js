/**
 * Says something through Redis, prints what it hears of it, and ends; or prints why it can't. Parameter: the URL.
 */
import { createRedisConnection } from '../../dist/events/redis/connection.js';

const [url] = process.argv.slice(2);
const connection = createRedisConnection(url, (problem, cause) => print(problem, cause));

connection.listen('test', async (message) => {
  if (message === undefined) return await say();
  print(`heard: ${message}`);
  await connection[Symbol.asyncDispose]();
});
await say();

async function say() {
  try {
    await connection.publish('test', 'hello');
  } catch (error) {
    print(error.stack, error.cause, JSON.stringify(error));
    await connection[Symbol.asyncDispose]();
  }
}

function print(...told) {
  process.stdout.write(`${told.join(' ')}\n`);
}
