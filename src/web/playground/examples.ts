/** The operations to begin with, in the order in which somebody who writes a client would come to them. */
export interface Example {
  /** What it is for: half a sentence. */
  readonly purpose: string;
  readonly query: string;
  readonly variables: string;
}

export const EXAMPLES: readonly Example[] = [
  {
    purpose: 'What this server is, and who you are to it',
    query: `# What this server is, and who you are to it.
query WhoAmI {
  server {
    version
    engine
    identityProvider
    time
  }
  viewer {
    id
    name
    roles
    examIds
    expiresAt
  }
}
`,
    variables: '',
  },
  {
    purpose: 'Enrol a photo, so that the candidate is known',
    query: `# Enrol a photo of one person, looking into the
# camera: add it with "Picture" above. Where it
# can't serve, the answer says what to mend.
mutation EnrolFace($input: IndexFaceInput!) {
  indexFace(input: $input) {
    __typename
    ... on FaceIndexed {
      face {
        externalImageId
        candidateId
        fullName
        collectionId
        enrolledAt
      }
    }
    ... on FaceRejected {
      reasons {
        code
        message
      }
    }
  }
}
`,
    variables: toVariables({ image: 'picture:last', fullName: 'Alice Example', candidateId: 'alice' }),
  },
  {
    purpose: 'Follow an exam live, as a proctor’s dashboard does',
    query: `# Follow an exam. Run this, then send a frame in
# the next tab: the subscription goes on, and its
# events are listed on the right. "after" resumes
# from an event's id, or from the exam's cursor.
subscription FollowExam($examId: ID!, $after: ID) {
  examEvents(examId: $examId, after: $after) {
    __typename
    id
    occurredAt
    candidateId
    ... on SessionStarted {
      sessionId
    }
    ... on FrameProcessed {
      sessionId
      frameId
      capturedAt
      engine
      checks {
        testName
        status
        details
        unknownReason
      }
    }
    ... on IncidentOpened {
      incident {
        ...IncidentFacts
      }
    }
    ... on IncidentUpdated {
      incident {
        ...IncidentFacts
      }
    }
    ... on IncidentClosed {
      incident {
        ...IncidentFacts
      }
    }
    ... on FaceEnrolled {
      externalImageId
    }
    ... on FaceDeleted {
      externalImageId
    }
  }
}

fragment IncidentFacts on Incident {
  id
  kind
  severity
  since
  finding {
    names
    people
    count
    forMs
  }
}
`,
    variables: `${JSON.stringify({ examId: 'demo', after: null }, null, 2)}\n`,
  },
  {
    purpose: 'Send a frame, as an exam client does every few seconds',
    query: `# Send a frame. Each run has a new frameId; the
# same one again is answered with its first result.
# Candidates may leave out their own candidateId.
mutation SendFrame($input: ProcessFrameInput!) {
  processFrame(input: $input) {
    status
    sessionId
    frameId
    eventId
    engine
    processedAt
    nextFrameInMs
    checks {
      testName
      status
      success
      details
      unknownReason
    }
  }
}
`,
    variables: toVariables({
      examId: 'demo',
      candidateId: 'alice',
      frameId: 'auto:uuid',
      capturedAt: 'auto:now',
      image: 'picture:last',
    }),
  },
  {
    purpose: 'Read an exam: its policy, sessions, and newest events',
    query: `# Read an exam at one moment. Then follow it from its
# cursor on, and nothing falls between.
query ExamOverview($examId: ID!) {
  exam(id: $examId) {
    title
    cursor
    policy {
      expectedPersons
      objectsOfInterest
      labelConfidence
      moderationConfidence
      similarityThreshold
      frameIntervalMs
      incidents {
        kind
        severity
        opens {
          after
          outOf
        }
        closesAfter
      }
    }
    sessions {
      id
      candidateId
      status
      startedAt
      framesProcessed
      openIncidents {
        kind
        severity
        since
      }
      lastFrame {
        capturedAt
        engine
      }
    }
    recentEvents(limit: 20) {
      __typename
      id
      occurredAt
      candidateId
    }
  }
}
`,
    variables: `${JSON.stringify({ examId: 'demo' }, null, 2)}\n`,
  },
  {
    purpose: 'Go through an exam’s incidents, with what proctors made of them',
    query: `# Go through an exam's incidents, page by page. The
# pictures of one: evidence(examId:, incidentId:).
query Incidents($examId: ID!, $after: String) {
  exam(id: $examId) {
    incidents(first: 20, after: $after) {
      edges {
        node {
          id
          candidateId
          incident {
            kind
            severity
            since
            presentMs
            end {
              at
              reason
            }
          }
          review {
            verdict
            reason
            by {
              id
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    sessions {
      candidateId
      risk {
        score
        contributions {
          kind
          incidents
          score
        }
      }
    }
  }
}
`,
    variables: `${JSON.stringify({ examId: 'demo', after: null }, null, 2)}\n`,
  },
  {
    purpose: 'Say what you make of an incident',
    query: `# Say what you make of an incident: ACKNOWLEDGED,
# CONFIRMED, DISMISSED, or NONE to take it back.
# Copy its id from the list of incidents.
mutation ReviewIncident($input: ReviewIncidentInput!) {
  reviewIncident(input: $input) {
    __typename
    ... on IncidentReviewRecorded {
      record {
        id
        review {
          verdict
          revision
        }
      }
    }
    ... on IncidentReviewedMeanwhile {
      record {
        review {
          verdict
          by {
            id
          }
        }
      }
    }
  }
}
`,
    variables: toVariables({
      examId: 'demo',
      incidentId: '',
      verdict: 'DISMISSED',
      reason: 'The cat jumped on the table.',
    }),
  },
  {
    purpose: 'Write to a candidate',
    query: `# Write to a candidate; without candidateId, to all.
mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) {
    id
    occurredAt
    text
  }
}
`,
    variables: toVariables({ examId: 'demo', candidateId: 'alice', text: 'Please move into the light.' }),
  },
  {
    purpose: 'Hear what a candidate is told',
    query: `# What a candidate is told: messages, pauses, more
# time, the end. As a proctor, say whose.
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
`,
    variables: `${JSON.stringify({ examId: 'demo', candidateId: 'alice', after: null }, null, 2)}\n`,
  },
];

/** The name of the example's operation, which is its tab's title. */
export function nameOf({ query }: Example): string {
  return /^(?:query|mutation|subscription) (\w+)/m.exec(query)?.[1] ?? '';
}

function toVariables(input: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ input }, null, 2)}\n`;
}
