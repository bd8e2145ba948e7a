import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Types of the public contract in `schema/`: for the resolvers, and for what the pages and the client ask, which stands in
 * `.graphql` files beside the code. Run by `npm run codegen`; CI fails when the result is stale.
 */
const operationTypes = {
  useTypeImports: true,
  enumsAsTypes: true,
  immutableTypes: true,
  skipTypename: true,
  scalars: { ID: 'string', DateTime: 'string', Base64Image: 'string' },
};

const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  generates: {
    'src/graphql/generated/resolvers.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        immutableTypes: true,
        avoidOptionals: { field: true, inputValue: false },
        inputMaybeValue: 'T | null | undefined',
        maybeValue: 'T | null | undefined',
        scalars: { ID: 'string', DateTime: { input: 'Date', output: 'string' }, Base64Image: 'string' },
        contextType: '../context.js#Context',
        mappers: {
          Exam: '../../domain/exam.js#Exam as ExamSource',
          Session: '../../domain/session.js#Session as SessionSource',
          Incident: '../../domain/incidents/incident.js#Incident as IncidentSource',
          Finding: '../../domain/incidents/finding.js#Finding as FindingSource',
          Policy: '../../domain/examPolicy/examPolicy.js#ExamPolicy as ExamPolicySource',
          Accommodation: '../../domain/examPolicy/examPolicy.js#Accommodation as AccommodationSource',
          UpdatePolicyResult: '../../proctor/updatePolicy.js#UpdatePolicyResult as UpdatePolicyResultSource',
          Face: '../../domain/face.js#Face as FaceSource',
          Check: '../../domain/checks.js#Check as CheckSource',
          ProcessedFrame: '../../proctor/processFrame.js#ProcessedFrame as ProcessedFrameSource',
          ExamEvent: '../../proctor/examEvents.js#FeedItem as FeedItemSource',
          MessageSent: '../../domain/events.js#MessageSent as MessageSentSource',
          NoteWritten: '../../domain/events.js#NoteWritten as NoteWrittenSource',
          CandidateNotice: '../../proctor/candidateNotices.js#CandidateNotice as CandidateNoticeSource',
          Actor: '../../domain/actor.js#Actor as ActorSource',
          IncidentRecord: '../../domain/incidents/incidentRecord.js#IncidentRecord as IncidentRecordSource',
          IncidentReview: '../../domain/incidents/review.js#Review as ReviewSource',
          ReviewIncidentResult: '../../proctor/reviewIncident.js#ReviewIncidentResult as ReviewIncidentResultSource',
          IncidentReviewRecorded: '../../proctor/reviewIncident.js#ReviewIncidentResult as ReviewIncidentResultSource',
          IncidentReviewedMeanwhile:
            '../../proctor/reviewIncident.js#ReviewIncidentResult as ReviewIncidentResultSource',
          Evidence: '../../proctor/evidence.js#KeptFrame as KeptFrameSource',
          LivePicture: '../../proctor/livePictures.js#LivePicture as LivePictureSource',
          Picture: '../../domain/evidence.js#SmallPicture as SmallPictureSource',
          SeenFace: '../../domain/observation.js#ObservedFace as ObservedFaceSource',
          SeenLabel: '../../domain/observation.js#ObservedLabel as ObservedLabelSource',
          Viewer: '../../auth/viewer.js#Viewer as ViewerSource',
          IndexFaceResult: '../../proctor/indexFace.js#IndexFaceResult as IndexFaceResultSource',
          FaceRejection: '../../domain/observation.js#RejectionReason as RejectionReasonSource',
        },
      },
    },
    'src/client/generated/operations.ts': {
      documents: 'src/client/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      // Text, so that the client needs no GraphQL parser.
      config: { ...operationTypes, documentMode: 'string' },
    },
    'src/web/api/generated/operations.ts': {
      documents: 'src/web/{exam,dashboard}/**/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      config: operationTypes,
    },
  },
};

export default config;
