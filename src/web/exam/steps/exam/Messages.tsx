import { useRef } from 'react';
import { Button } from '../../../design/Button.js';
import { Mark } from '../../../design/Mark.js';
import type { Message } from '../../kept.js';
import { STRINGS } from '../../strings.js';

export interface MessagesProps {
  readonly messages: readonly Message[];
  readonly onRead: (messageId: string) => void;
}

const WORDS = STRINGS.exam;

/** What proctors said. It stays until it is read, and can be read again. */
export function Messages({ messages, onRead }: MessagesProps) {
  const unread = messages.filter(({ isRead }) => !isRead);
  const read = messages.filter(({ isRead }) => isRead);
  const heading = useRef<HTMLHeadingElement>(null);

  function markRead(messageId: string) {
    // The button goes with its message, and the keyboard's focus would go with it.
    heading.current?.focus();
    onRead(messageId);
  }

  return (
    <section className="messages" aria-labelledby="messages-title">
      <h2 id="messages-title" ref={heading} tabIndex={-1}>
        {WORDS.messages}
      </h2>
      {/* Announces what is added to it. */}
      <div role="log" aria-label={WORDS.messages} className="messages-new">
        {unread.map((message) => (
          <article key={message.id} className="message is-new">
            <Mark tone="note" />
            <div className="message-body">
              <MessageText message={message} />
              <div>
                <Button isSmall onPress={() => markRead(message.id)}>
                  {WORDS.markRead}
                </Button>
              </div>
            </div>
          </article>
        ))}
      </div>
      {messages.length === 0 && <p className="quiet">{WORDS.noMessages}</p>}
      {read.length > 0 && (
        <details className="messages-read">
          <summary>{WORDS.earlier(read.length)}</summary>
          {read.toReversed().map((message) => (
            <article key={message.id} className="message">
              <div className="message-body">
                <MessageText message={message} />
              </div>
            </article>
          ))}
        </details>
      )}
    </section>
  );
}

function MessageText({ message: { at, content } }: { readonly message: Message }) {
  const time = Date.parse(at);
  const isToEverybody = content.kind === 'text' && content.isToEverybody;
  return (
    <>
      <p className="message-text" dir="auto">
        {content.kind === 'text' ? content.text : WORDS.extended(content.minutes)}
      </p>
      <p className="quiet small">
        <time dateTime={at} title={WORDS.moment(time)}>
          {WORDS.clockTime(time)}
        </time>
        {isToEverybody && `, ${WORDS.toEverybody}`}
      </p>
    </>
  );
}
