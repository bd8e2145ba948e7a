/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether a frame was looked at. */
export type FrameStatus =
  /** The session is paused. Nothing to do: go on sending at the pace of `nextFrameInMs`. */
  | 'PAUSED'
  /** It was looked at, and its event is published. */
  | 'PROCESSED'
  /** A newer frame of the same session came before its turn. Nothing to do: send the next one. */
  | 'SUPERSEDED';

/** One still image of a session. */
export type ProcessFrameInput = {
  /** Whose frame it is. A candidate may leave it out: it is the token's `sub`. A proctor must name somebody. */
  readonly candidateId?: string | null | undefined;
  /** When the frame was taken, by the client's clock. */
  readonly capturedAt: string;
  /** The exam that is sat. */
  readonly examId: string;
  /** Made by the client, unique within the session (a UUID, say): what makes a retry harmless. At most 64 characters. */
  readonly frameId: string;
  /** The picture. */
  readonly image: string;
};

/** Whose session of which exam. */
export type SessionInput = {
  /** The candidate; yourself when left out. */
  readonly candidateId?: string | null | undefined;
  /** The exam. */
  readonly examId: string;
};

/** Where a session stands. */
export type SessionStatus =
  /** Frames come and are looked at. */
  | 'ACTIVE'
  /** It is over. */
  | 'ENDED'
  /** No frames come. */
  | 'FEED_LOST'
  /** A proctor paused it. */
  | 'PAUSED'
  /** A proctor ended it. */
  | 'TERMINATED'
  /** Started, but no frame has come yet. */
  | 'WAITING';

/** The session to start. */
export type StartSessionInput = {
  /** The candidate; yourself when left out. */
  readonly candidateId?: string | null | undefined;
  /** The version of the text that the candidate agreed to: the one in the exam's policy. */
  readonly consentTextVersion?: string | null | undefined;
  /** The exam. */
  readonly examId: string;
};

export type ExamToSitQueryVariables = Exact<{
  examId: string;
}>;


export type ExamToSitQuery = { readonly exam: { readonly id: string, readonly title: string, readonly cursor: string, readonly policy: { readonly consent: { readonly isRequired: boolean, readonly textVersion: string } } } | null };

export type StartSessionMutationVariables = Exact<{
  input: StartSessionInput;
}>;


export type StartSessionMutation = { readonly startSession: { readonly id: string, readonly status: SessionStatus, readonly startedAt: string, readonly endsAt: string | null } };

export type EndSessionMutationVariables = Exact<{
  input: SessionInput;
}>;


export type EndSessionMutation = { readonly endSession: { readonly id: string, readonly status: SessionStatus, readonly startedAt: string, readonly endsAt: string | null } };

export type SessionFactsFragment = { readonly id: string, readonly status: SessionStatus, readonly startedAt: string, readonly endsAt: string | null };

export type ProcessFrameMutationVariables = Exact<{
  input: ProcessFrameInput;
}>;


export type ProcessFrameMutation = { readonly processFrame: { readonly frameId: string, readonly status: FrameStatus, readonly processedAt: string | null, readonly nextFrameInMs: number } };

export type CandidateNoticesSubscriptionVariables = Exact<{
  examId: string;
  candidateId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type CandidateNoticesSubscription = { readonly candidateNotices:
    | { readonly __typename: 'EndedNotice', readonly isTerminated: boolean, readonly id: string, readonly occurredAt: string }
    | { readonly __typename: 'ExtendedNotice', readonly minutes: number, readonly id: string, readonly occurredAt: string }
    | { readonly __typename: 'MessageNotice', readonly text: string, readonly isToEverybody: boolean, readonly id: string, readonly occurredAt: string }
    | { readonly __typename: 'NoticeSignOfLife', readonly id: string, readonly occurredAt: string }
    | { readonly __typename: 'PausedNotice', readonly id: string, readonly occurredAt: string }
    | { readonly __typename: 'ResumedNotice', readonly id: string, readonly occurredAt: string }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const SessionFactsFragmentDoc = new TypedDocumentString(`
    fragment SessionFacts on Session {
  id
  status
  startedAt
  endsAt
}
    `, {"fragmentName":"SessionFacts"}) as unknown as TypedDocumentString<SessionFactsFragment, unknown>;
export const ExamToSitDocument = new TypedDocumentString(`
    query ExamToSit($examId: ID!) {
  exam(id: $examId) {
    id
    title
    cursor
    policy {
      consent {
        isRequired
        textVersion
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExamToSitQuery, ExamToSitQueryVariables>;
export const StartSessionDocument = new TypedDocumentString(`
    mutation StartSession($input: StartSessionInput!) {
  startSession(input: $input) {
    ...SessionFacts
  }
}
    fragment SessionFacts on Session {
  id
  status
  startedAt
  endsAt
}`) as unknown as TypedDocumentString<StartSessionMutation, StartSessionMutationVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($input: SessionInput!) {
  endSession(input: $input) {
    ...SessionFacts
  }
}
    fragment SessionFacts on Session {
  id
  status
  startedAt
  endsAt
}`) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const ProcessFrameDocument = new TypedDocumentString(`
    mutation ProcessFrame($input: ProcessFrameInput!) {
  processFrame(input: $input) {
    frameId
    status
    processedAt
    nextFrameInMs
  }
}
    `) as unknown as TypedDocumentString<ProcessFrameMutation, ProcessFrameMutationVariables>;
export const CandidateNoticesDocument = new TypedDocumentString(`
    subscription CandidateNotices($examId: ID!, $candidateId: ID, $after: ID) {
  candidateNotices(examId: $examId, candidateId: $candidateId, after: $after) {
    __typename
    id
    occurredAt
    ... on MessageNotice {
      text
      isToEverybody
    }
    ... on ExtendedNotice {
      minutes
    }
    ... on EndedNotice {
      isTerminated
    }
  }
}
    `) as unknown as TypedDocumentString<CandidateNoticesSubscription, CandidateNoticesSubscriptionVariables>;