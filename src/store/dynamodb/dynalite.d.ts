/** The part of dynalite that we use; the package brings no types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  function dynalite(options: {
    /** Where LevelDB keeps its files. */
    readonly path: string;
    /** How long tables pretend to be created, updated and deleted, in milliseconds. */
    readonly createTableMs: number;
    readonly updateTableMs: number;
    readonly deleteTableMs: number;
  }): Server;

  export = dynalite;
}
