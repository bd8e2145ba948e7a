/** What the demo asks of the server, beside sending frames: in a proctor's name, who may do it for everybody. */
import { z } from 'zod';
import { createGraphqlClient, ServerRefused } from '../enrol/graphqlClient.js';
import { createProctorServer, type Photo, type ProctorServer, type ProctorServerOptions } from '../enrol/server.js';

/** Each of these throws ServerUnavailable or ServerRefused. */
export interface Proctoring extends Pick<ProctorServer, 'greet'> {
  enrol(photo: Photo): Promise<void>;
  /** Begins the candidate's session, or lets it go on; false where it is over, which is for good. */
  admit(candidateId: string): Promise<boolean>;
  /** A paused session is not missed. */
  pause(candidateId: string): Promise<void>;
}

const EXAM = 'query ($examId: ID!) { exam(id: $examId) { policy { consent { textVersion } } } }';
const START = 'mutation ($input: StartSessionInput!) { startSession(input: $input) { id } }';
const RESUME = 'mutation ($input: SessionInput!) { resumeSession(input: $input) { id } }';
const PAUSE = 'mutation ($input: SessionInput!) { pauseSession(input: $input) { id } }';

const examData = z.object({ exam: z.object({ policy: z.object({ consent: z.object({ textVersion: z.string() }) }) }) });
const anything = z.object({});

export function createProctoring(options: ProctorServerOptions & { readonly examId: string }): Proctoring {
  const { examId } = options;
  const server = createProctorServer(options);
  const client = createGraphqlClient(options);
  return {
    greet: server.greet,

    async enrol(photo) {
      const outcome = await server.indexFace(photo);
      if (outcome.status === 'failed') throw new ServerRefused('UNKNOWN', outcome.message);
    },

    async admit(candidateId) {
      const { exam } = await client.send(EXAM, { examId }, examData);
      const consentTextVersion = exam.policy.consent.textVersion;
      try {
        await client.send(START, { input: { examId, candidateId, consentTextVersion } }, anything);
        await client.send(RESUME, { input: { examId, candidateId } }, anything);
        return true;
      } catch (error) {
        if (error instanceof ServerRefused && error.code === 'SESSION_ENDED') return false;
        throw error;
      }
    },

    async pause(candidateId) {
      await client.send(PAUSE, { input: { examId, candidateId } }, anything);
    },
  };
}
