/** Real pictures: those of the demo. */
export * from '../../src/cli/demo/pictures.js';
