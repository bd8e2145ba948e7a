/**
 * Speaks as the page of the AWS sample does: src/web-ui/src/utils/{gateway,request}.js of
 * https://github.com/aws-samples/amazon-rekognition-virtual-proctor, sent by axios from within a browser.
 */
export interface SamplePage {
  /** The photo's file in Base64, without the prefix of a data URL. */
  addUser(params: { readonly image: string; readonly fullName: string }): Promise<PageAnswer>;
  processImage(image: string): Promise<PageAnswer>;
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export const PAGE_ORIGIN = 'https://d111111abcdef8.cloudfront.net';

/** @param apiGateway as in the sample's `settings.js`, where it ends in a slash */
export function openSamplePage(apiGateway: string, authorization: string | undefined): SamplePage {
  const post = async (path: string, body: unknown): Promise<PageAnswer> => {
    const response = await fetch(apiGateway + path, {
      method: 'POST',
      headers: {
        accept: 'application/json, text/plain, */*',
        'content-type': 'application/json',
        origin: PAGE_ORIGIN,
        ...(authorization !== undefined && { authorization }),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return {
    addUser: ({ image, fullName }) => post('/faces/index', { image, fullName }),
    processImage: (image) => post('/process', { image }),
  };
}
