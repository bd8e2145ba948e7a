import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The networks of the embedded vision engine: what they are, where their weights come from, what goes in and what comes
 * out. The build turns the weights of these packages into ONNX files; at runtime only the files are needed.
 *
 * All take pictures as decoders deliver them: bytes of red, green and blue, [batch, height, width, 3]. Scaling the bytes
 * to what a network was trained on is part of the graph: for 512×512 pixels that takes 0.5 ms there, 1.8 ms in JavaScript.
 */

export interface TensorDescription {
  readonly type: 'uint8' | 'int32' | 'float32';
  /** A name stands for a size which the caller chooses. */
  readonly dims: readonly (number | string)[];
  readonly meaning: string;
}

export interface ModelDescription {
  readonly file: string;
  readonly network: string;
  readonly source: {
    readonly package: string;
    /** SPDX identifier of the package's licence. */
    readonly licence: string;
    /** Inside the package: first the description of graph or weights, then the weights. */
    readonly files: readonly [string, string, ...string[]];
  };
  readonly input: TensorDescription;
  readonly outputs: Readonly<Record<string, TensorDescription>>;
}

/** The name of every model's input. */
export const inputName = 'picture';

/** What the object detector looks for: labels as Rekognition words them, and the network's own (COCO's) class numbers. */
export const objectClasses = [
  { label: 'Person', number: 0 },
  { label: 'TV', number: 62 },
  { label: 'Laptop', number: 63 },
  { label: 'Remote Control', number: 65 },
  { label: 'Cell Phone', number: 67 },
  { label: 'Book', number: 73 },
] as const;

/** The object detector reports this many finds, many of them of low score; the surest come first. */
export const objectLimit = 100;

/** The moderation network's classes, in the order of its output. */
export const moderationClasses = ['Drawing', 'Hentai', 'Neutral', 'Porn', 'Sexy'] as const;

export const models = {
  faceDetector: {
    file: 'face-detector.onnx',
    network: 'BlazeFace (MediaPipe)',
    source: {
      package: '@vladmandic/human',
      licence: 'MIT',
      files: ['models/blazeface.json', 'models/blazeface.bin'],
    },
    input: { type: 'uint8', dims: [1, 256, 256, 3], meaning: 'the whole frame' },
    outputs: {
      scores: {
        type: 'float32',
        dims: [896],
        meaning:
          'probability of a face at each anchor; first two anchors in each of 16×16 cells, then six in each of 8×8, ' +
          'cells row by row; an anchor is the centre of its cell',
      },
      boxes: {
        type: 'float32',
        dims: [896, 16],
        meaning:
          'in pixels of the input: centre x and y relative to the anchor, width, height, then x and y relative to the ' +
          'anchor of right eye, left eye, nose tip, mouth, right ear, left ear (as the person has them)',
      },
    },
  },
  faceMesh: {
    file: 'face-mesh.onnx',
    network: 'Face Mesh (MediaPipe)',
    source: {
      package: '@vladmandic/human',
      licence: 'MIT',
      files: ['models/facemesh.json', 'models/facemesh.bin'],
    },
    input: { type: 'uint8', dims: ['faces', 192, 192, 3], meaning: 'upright faces, each with a margin around it' },
    outputs: {
      landmarks: {
        type: 'float32',
        dims: ['faces', 468, 3],
        meaning: 'x, y and depth of the points of the canonical face mesh, in pixels of the input',
      },
      presence: { type: 'float32', dims: ['faces'], meaning: 'probability that the picture shows a face' },
    },
  },
  iris: {
    file: 'iris.onnx',
    network: 'Iris (MediaPipe)',
    source: {
      package: '@vladmandic/human',
      licence: 'MIT',
      files: ['models/iris.json', 'models/iris.bin'],
    },
    input: {
      type: 'uint8',
      dims: ['eyes', 64, 64, 3],
      meaning: 'upright eyes, with a margin around them; those on the right of a picture mirrored, nose on the right',
    },
    outputs: {
      contour: {
        type: 'float32',
        dims: ['eyes', 71, 3],
        meaning:
          'x, y and depth of points around the eye, in pixels of the input: first the lids, then their surroundings',
      },
      iris: {
        type: 'float32',
        dims: ['eyes', 5, 3],
        meaning: 'x, y and depth of the middle of the iris and of four points on its edge, in pixels of the input',
      },
    },
  },
  faceRecognition: {
    file: 'face-recognition.onnx',
    network: 'dlib face recognition ResNet',
    source: {
      package: '@vladmandic/face-api',
      licence: 'MIT',
      files: ['model/face_recognition_model-weights_manifest.json', 'model/face_recognition_model.bin'],
    },
    input: { type: 'uint8', dims: ['faces', 150, 150, 3], meaning: 'aligned faces' },
    outputs: {
      descriptor: {
        type: 'float32',
        dims: ['faces', 128],
        meaning: 'the less two descriptors differ (Euclidean distance), the likelier they are of one person',
      },
    },
  },
  objectDetector: {
    file: 'object-detector.onnx',
    network: 'MobileNetV3-CenterNet, trained on COCO',
    source: {
      package: '@vladmandic/human',
      licence: 'MIT',
      files: ['models/centernet.json', 'models/centernet.bin'],
    },
    input: {
      type: 'uint8',
      dims: [1, 'height', 'width', 3],
      meaning: 'the whole frame; height and width are multiples of 32 and need not be equal; trained at 512×512',
    },
    outputs: {
      scores: { type: 'float32', dims: [objectLimit], meaning: 'from 1 down to 0, falling' },
      classes: { type: 'int32', dims: [objectLimit], meaning: 'positions in objectClasses' },
      boxes: {
        type: 'float32',
        dims: [objectLimit, 4],
        meaning:
          'left, top, right, bottom in pixels of the input. Only local maxima are reported, yet boxes of one object can ' +
          'overlap, within a class and across classes',
      },
    },
  },
  moderation: {
    file: 'moderation.onnx',
    network: 'nsfwjs MobileNet v2 (mid)',
    source: {
      package: 'nsfwjs',
      licence: 'MIT',
      files: [
        'dist/models/mobilenet_v2_mid/model.min.js',
        'dist/models/mobilenet_v2_mid/group1-shard1of2.min.js',
        'dist/models/mobilenet_v2_mid/group1-shard2of2.min.js',
      ],
    },
    input: { type: 'uint8', dims: [1, 224, 224, 3], meaning: 'the whole frame' },
    outputs: {
      scores: {
        type: 'float32',
        dims: [1, moderationClasses.length],
        meaning: 'probabilities of moderationClasses; their sum is 1',
      },
    },
  },
} as const satisfies Readonly<Record<string, ModelDescription>>;

export type ModelName = keyof typeof models;

/** Where the build puts the files, unless told otherwise. */
export const modelsFolder = fileURLToPath(new URL('../../../../models/', import.meta.url));

export function modelPath(name: ModelName, folder: string = modelsFolder): string {
  return join(folder, models[name].file);
}
