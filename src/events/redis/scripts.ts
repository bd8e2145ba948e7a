/**
 * What Redis does in one step. All scripts take the same keys, in the order of `ExamKeys`: lease, waiting, state, events.
 *
 * The state: `head`, the newest visible place; `sealed`, up to which no place will be used any more; `epoch`, which grows
 * when visible events are rewritten; `turn`, the token of a turn that has not come to its end; `writer`, the node that had
 * the last turn. State and stream expire together, a while after the last event.
 *
 * The lease holds the token of the turn that is under way, or, for a moment between two turns, the name of the node that
 * has waited longest: nobody else may take it then.
 */
export const NUMBER_OF_KEYS = 4;

/** Fields of the state as `news` and `begin` return them. */
const READ_STATE = `redis.call('HMGET', KEYS[3], 'head', 'epoch', 'turn', 'writer', 'sealed')`;

/** The events after the place that is known, at most so many; none where nothing is known. */
const READ_EVENTS = `
local function eventsAfter(head, known, limit)
  if not head or known < 0 or head <= known then return {} end
  local first = math.max(known, head - limit) + 1
  return redis.call('XRANGE', KEYS[4], string.format('%d-0', first), '+')
end
`;

/** Gives the turn to whoever has waited longest. */
const HAND_OVER = `
local function handOver(offerMs)
  local following = redis.call('LPOP', KEYS[2])
  if following then redis.call('SET', KEYS[1], following, 'PX', offerMs) else redis.call('DEL', KEYS[1]) end
  return following or '-'
end
`;

export const SCRIPTS = {
  /** ARGV: known place or -1, limit. Returns the state, whether a turn is under way, and events. */
  news: `${READ_EVENTS}
local state = ${READ_STATE}
return {state, redis.call('EXISTS', KEYS[1]), eventsAfter(tonumber(state[1]), tonumber(ARGV[1]), tonumber(ARGV[2]))}`,

  /** ARGV: known place or -1, limit, node, token, lease ms, state ms. Returns false, or the state before and events. */
  begin: `${READ_EVENTS}
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[3] then
  for _, node in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
    if node == ARGV[3] then return false end
  end
  redis.call('RPUSH', KEYS[2], ARGV[3])
  redis.call('PEXPIRE', KEYS[2], ARGV[6])
  return false
end
redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5])
redis.call('LREM', KEYS[2], 0, ARGV[3])
local state = ${READ_STATE}
redis.call('HSET', KEYS[3], 'turn', ARGV[4], 'writer', ARGV[3])
redis.call('PEXPIRE', KEYS[3], ARGV[6])
return {state, 1, eventsAfter(tonumber(state[1]), tonumber(ARGV[1]), tonumber(ARGV[2]))}`,

  /** ARGV: token, lease ms. */
  renew: `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`,

  /**
   * ARGV: token, head, sealed, epoch, 1 to begin anew, 1 to end the turn, state ms, entries kept, offer ms,
   * channel, exam's name, and for each event place, place before, expiry and event. What is visible
   * already is passed over: the answer may have been lost. Returns 0 where the turn is over.
   */
  show: `${HAND_OVER}
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local head = tonumber(redis.call('HGET', KEYS[3], 'head') or -1)
if ARGV[5] == '1' then
  redis.call('DEL', KEYS[4])
  head = -1
end
for i = 12, #ARGV, 4 do
  if tonumber(ARGV[i]) > head then
    local entry = {KEYS[4], 'MAXLEN', '~', ARGV[8], ARGV[i] .. '-0',
      'after', ARGV[i + 1], 'until', ARGV[i + 2], 'event', ARGV[i + 3]}
    if type(redis.pcall('XADD', unpack(entry))) == 'table' then
      -- A stream that is further than the state is not to be trusted.
      redis.call('DEL', KEYS[4])
      redis.call('XADD', unpack(entry))
    end
  end
end
if tonumber(ARGV[2]) > head then redis.call('HSET', KEYS[3], 'head', ARGV[2]) end
redis.call('HSET', KEYS[3], 'sealed', ARGV[3])
if ARGV[5] == '1' or redis.call('HEXISTS', KEYS[3], 'epoch') == 0 then redis.call('HSET', KEYS[3], 'epoch', ARGV[4]) end
local following = '-'
if ARGV[6] == '1' then
  redis.call('HDEL', KEYS[3], 'turn')
  following = handOver(ARGV[9])
end
redis.call('PEXPIRE', KEYS[3], ARGV[7])
redis.call('PEXPIRE', KEYS[4], ARGV[7])
redis.call('PUBLISH', ARGV[10], 'grown ' .. ARGV[11] .. ' ' .. ARGV[2] .. ' ' .. following)
return 1`,

  /** ARGV: token, 1 when nothing was left unfinished, offer ms, channel, exam's name. */
  end: `${HAND_OVER}
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '1' then redis.call('HDEL', KEYS[3], 'turn') end
redis.call('PUBLISH', ARGV[4], 'grown ' .. ARGV[5] .. ' 0 ' .. handOver(ARGV[3]))
return 1`,

  /** ARGV: least epoch, state ms, channel, exam's name, id of the message. Returns how many nodes are told. */
  rewritten: `
redis.call('DEL', KEYS[4])
local epoch = math.max(tonumber(redis.call('HGET', KEYS[3], 'epoch') or 0) + 1, tonumber(ARGV[1]))
redis.call('HSET', KEYS[3], 'epoch', string.format('%d', epoch))
redis.call('PEXPIRE', KEYS[3], ARGV[2])
return redis.call('PUBLISH', ARGV[3], 'rewritten ' .. ARGV[4] .. ' ' .. ARGV[5])`,
} as const;

/** KEYS: one of the deployment's own. Returns for how many milliseconds Redis has not been emptied. */
export const AGE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local since = redis.call('GET', KEYS[1])
if since then return now - tonumber(since) end
redis.call('SET', KEYS[1], string.format('%d', now))
return 0`;

/**
 * KEYS: the roll of the nodes. ARGV: node, milliseconds. Calls the node present, strikes off those that have not been for
 * so long, and returns whether the node was missing on the roll, and how many were struck off.
 */
export const ROLL_CALL = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local isNew = redis.call('ZADD', KEYS[1], string.format('%d', now), ARGV[1])
return {isNew, redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%d', now - ARGV[2]))}`;
