import { ConfigError, loadConfig } from '../../src/config.js';

export type Environment = Readonly<Record<string, string>>;

/** The mistakes that `loadConfig` reports; none when it accepts the environment. */
export function mistakesIn(env: Environment): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}
