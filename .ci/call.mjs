// Enrols a photo and sends it as a frame: the enrolled person must be recognised.
import sharp from 'sharp';

const [url, token] = process.argv.slice(2);
const group = sharp('node_modules/@vladmandic/face-api/demo/sample3.jpg');
const onePerson = group.extract({ left: 480, top: 230, width: 480, height: 560 });
const photo = (await onePerson.jpeg().toBuffer()).toString('base64');

async function call(query, input) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const { indexFace } = await call(
  'mutation ($input: IndexFaceInput!) { indexFace(input: $input) { __typename ... on FaceRejected { reasons { code } } } }',
  { image: photo, fullName: 'Smoke Test', candidateId: 'smoke' },
);
const { processFrame } = await call(
  'mutation ($input: ProcessFrameInput!) { processFrame(input: $input) { status eventId checks { testName status details } } }',
  { examId: 'demo', candidateId: 'smoke', frameId: '1', capturedAt: new Date().toISOString(), image: photo },
);
console.log(JSON.stringify({ indexFace, processFrame }, null, 2));
const recognition = processFrame.checks.find((check) => check.testName === 'Person Recognition');
if (recognition?.status !== 'PASS') throw new Error('The enrolled person was not recognised.');
