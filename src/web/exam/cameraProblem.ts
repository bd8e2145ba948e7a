/** Why there is no camera. */
export type CameraProblem = 'denied' | 'missing' | 'inUse' | 'unsupported' | 'ended';
