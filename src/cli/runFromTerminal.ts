import { stripVTControlCharacters, types } from 'node:util';
import { type ArgsDef, type CommandDef, renderUsage, runCommand } from 'citty';

/**
 * Runs a command with the arguments that this process was given, or tells how it is used. What it throws is told in a
 * line, and the exit code is 1 then.
 *
 * @param notes what else there is to know of its use, after the options
 */
export async function runFromTerminal<T extends ArgsDef>(command: CommandDef<T>, notes?: string): Promise<void> {
  try {
    const rawArgs = process.argv.slice(2);
    if (!rawArgs.includes('--help')) return void (await runCommand(command, { rawArgs }));
    const usage = stripVTControlCharacters(await renderUsage(command));
    console.log(notes === undefined ? usage : `${usage}\n${notes}`);
  } catch (error) {
    console.error(types.isNativeError(error) ? stripVTControlCharacters(error.message) : error);
    process.exitCode = 1;
  }
}
