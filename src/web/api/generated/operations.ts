/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The five checks. */
export type CheckName =
  /** As many faces as expected are visible. testName: "Face Detection". */
  | 'FACE_DETECTION'
  /** No forbidden object is in view. testName: "Objects of Interest". */
  | 'OBJECTS_OF_INTEREST'
  /** As many persons as expected are in view. testName: "Person Detection". */
  | 'PERSON_DETECTION'
  /** The enrolled candidate is in view. testName: "Person Recognition". */
  | 'PERSON_RECOGNITION'
  /** The content is safe. testName: "Unsafe Content". */
  | 'UNSAFE_CONTENT';

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

export type ExamToSitQueryVariables = Exact<{
  examId: string;
}>;


export type ExamToSitQuery = { readonly exam: { readonly id: string, readonly title: string, readonly policy: { readonly version: number, readonly expectedPersons: number, readonly objectsOfInterest: ReadonlyArray<string>, readonly frameIntervalMs: number, readonly durationMinutes: number, readonly checks: ReadonlyArray<{ readonly name: CheckName, readonly isOn: boolean }>, readonly consent: { readonly isRequired: boolean, readonly textVersion: string }, readonly retention: { readonly eventsDays: number, readonly evidenceDays: number, readonly facesDays: number } } } | null };

export type OwnSessionQueryVariables = Exact<{
  examId: string;
}>;


export type OwnSessionQuery = { readonly server: { readonly time: string }, readonly session: { readonly id: string, readonly status: SessionStatus, readonly startedAt: string, readonly endsAt: string | null, readonly consent: { readonly textVersion: string } | null } | null };


export const ExamToSitDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExamToSit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"examId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exam"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"examId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"expectedPersons"}},{"kind":"Field","name":{"kind":"Name","value":"objectsOfInterest"}},{"kind":"Field","name":{"kind":"Name","value":"frameIntervalMs"}},{"kind":"Field","name":{"kind":"Name","value":"durationMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isOn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isRequired"}},{"kind":"Field","name":{"kind":"Name","value":"textVersion"}}]}},{"kind":"Field","name":{"kind":"Name","value":"retention"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventsDays"}},{"kind":"Field","name":{"kind":"Name","value":"evidenceDays"}},{"kind":"Field","name":{"kind":"Name","value":"facesDays"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExamToSitQuery, ExamToSitQueryVariables>;
export const OwnSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OwnSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"examId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"time"}}]}},{"kind":"Field","name":{"kind":"Name","value":"session"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"examId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"examId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"textVersion"}}]}}]}}]}}]} as unknown as DocumentNode<OwnSessionQuery, OwnSessionQueryVariables>;