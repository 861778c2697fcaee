// Loaded into codeburn before itself: it asks the network for prices at every start, and where
// packets vanish each start would wait for the answer. Refused, it takes the prices it has.
globalThis.fetch = () => Promise.reject(new Error("offline"));
