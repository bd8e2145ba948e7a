/**
 * @jest-environment ./test/support/nativeEnvironment.js
 */
import { expect, test } from '@jest/globals';
import { InferenceSession } from 'onnxruntime-node';
import { inputName, type ModelName, models } from '../../../../src/vision/embedded/models/catalogue.js';
import { convertModel } from '../../../../src/vision/embedded/models/convertModel.js';

test.each(Object.keys(models) as ModelName[])(
  'The file of %s has the input and the outputs of the catalogue',
  async (name) => {
    const { input, outputs } = models[name];
    const session = await InferenceSession.create(await convertModel(name, 'as installed'));

    expect(session.inputMetadata).toEqual([{ name: inputName, isTensor: true, type: input.type, shape: input.dims }]);
    expect(session.outputMetadata).toEqual(
      Object.entries(outputs).map(([output, { type, dims }]) => ({ name: output, isTensor: true, type, shape: dims })),
    );
  },
);
