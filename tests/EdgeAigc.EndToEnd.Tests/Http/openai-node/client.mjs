// Makes, streams and provokes what the test looks at, and prints it as one line of JSON.
import OpenAI from "openai";

let attempts = 0;
const openai = new OpenAI({
  baseURL: process.argv[2],
  apiKey: "none",
  fetch: (url, init) => {
    attempts++;
    return fetch(url, init);
  },
});

async function refusalOf(request) {
  attempts = 0;
  try {
    await openai.images.generate(request);
    return {};
  } catch (error) {
    return { status: error.status, code: error.code, param: error.param, attempts };
  }
}

const images = await openai.images.generate({ model: "noto-emoji", prompt: "red heart", n: 2, size: "256x256", quality: "high" });
const stream = await openai.images.generate({
  model: "noto-emoji", prompt: "sun", stream: true, partial_images: 2, num_inference_steps: 9,
});
const events = [];
for await (const event of stream) events.push(event.type);

const models = [];
for await (const model of openai.models.list()) models.push(model.id);

console.log(JSON.stringify({
  images: images.data.map((image) => Buffer.from(image.b64_json, "base64").subarray(0, 4).toString("hex")),
  events,
  models,
  refusal: await refusalOf({ model: "no-such", prompt: "sun" }),
  late: await refusalOf({ model: "noto-emoji", prompt: "sun", deadline_ms: 0.01 }),
}));
