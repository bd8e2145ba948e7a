import { type FaceMesh, meanOf } from './faceMesh.js';

/** Degrees; yaw is positive when the head turns to the picture's right, pitch when it tilts up, roll clockwise. */
export interface Pose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** Points of the canonical mesh: the cheekbones before the ears, the top of the forehead and the chin. */
const leftCheek = [234];
const rightCheek = [454];
const forehead = [10];
const chin = [152];

const degrees = (radians: number) => (radians * 180) / Math.PI;

/** Read from the mesh's own depths: which way the lines from cheek to cheek and from forehead to chin lean. */
export function poseOf(mesh: FaceMesh): Pose {
  const [left, right] = [meanOf(mesh, leftCheek), meanOf(mesh, rightCheek)];
  const [top, bottom] = [meanOf(mesh, forehead), meanOf(mesh, chin)];
  const across = { x: right.x - left.x, y: right.y - left.y, depth: right.depth - left.depth };
  const down = { x: bottom.x - top.x, y: bottom.y - top.y, depth: bottom.depth - top.depth };
  const rollOfCut = Math.atan2(mesh.toPicture.b, mesh.toPicture.a);
  return {
    yaw: degrees(Math.atan2(across.depth, Math.hypot(across.x, across.y))),
    pitch: degrees(Math.atan2(-down.depth, Math.hypot(down.x, down.y))),
    roll: degrees(rollOfCut + Math.atan2(across.y, across.x)),
  };
}
