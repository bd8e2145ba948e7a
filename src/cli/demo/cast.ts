/** Who sits the demo exam. The names are made up; the faces are those of the pictures. */
import type { Person } from './pictures.js';

export interface Candidate {
  readonly candidateId: string;
  readonly fullName: string;
  readonly person: Person;
}

export const CAST: readonly Candidate[] = [
  { candidateId: 'demo-ana', fullName: 'Ana López', person: 'curls' },
  { candidateId: 'demo-bo', fullName: 'Bo Chen', person: 'ponytail' },
  { candidateId: 'demo-clara', fullName: 'Clara Dietz', person: 'green' },
  { candidateId: 'demo-dora', fullName: 'Dora Ek', person: 'brunette' },
  { candidateId: 'demo-eve', fullName: 'Eve Okafor', person: 'laughing' },
];
