/**
 * To be imported before ONNX Runtime is, by whoever loads it or starts a thread that does. As published, it gives the
 * machine an id, keeps it in the home folder, and reports each process and model to its maker, unless this is set:
 * https://github.com/microsoft/onnxruntime/pull/27379. It reads the variable of the process, which threads other than the
 * first can't set.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';
