/** The outbox as a queue: three statements for each batch, however many mails are in it. */
import type { JSONValue } from 'postgres';
import type { Database } from '../db/client.ts';
import type { MailContent, MailFacts, MailKind } from '../domain/mail.ts';
import { GIVE_UP_MS } from './policy.ts';

/** A mail that this process has in hand, and what is known of its person. */
export type MailInHand = {
	id: string;
	personId: string;
	kind: MailKind;
	facts: MailFacts;
	/** Null until it is written. */
	content: MailContent | null;
	resends: number;
	/** How often it has been taken in hand, this time included. */
	attempts: number;
	/** First tried so long ago that the provider may have forgotten it. */
	isTooOld: boolean;
	/** Null for somebody blocked or forgotten. */
	address: string | null;
	generation: number;
	/** Have they ever used their personal link? */
	mayQuote: boolean;
	/** The party they decide for. */
	party: string | null;
	/** Of the step that recorded it. */
	traceparent: string | null;
};

export interface Claim {
	/** Most people in a batch; `each` is the most mails for each of them. */
	persons: number;
	each: number;
	/** If this process dies, others take the mails over after this time. */
	leaseSeconds: number;
	now: Date;
}

/**
 * Takes in hand what is due: the first waiting mails of some people, in order. While somebody's first mail is in one
 * process's hands, no other process gets a later one of theirs, so no mail overtakes another. Times are the database's,
 * whatever the processes' clocks say.
 */
export function claimMails(db: Database, { persons, each, leaseSeconds, now }: Claim): Promise<MailInHand[]> {
	const tooOld = new Date(now.getTime() - GIVE_UP_MS);
	return db.statement(
		(sql) => sql<MailInHand[]>`
			with head as (
				select mail.id, mail.person_id from mail
				join (select distinct on (person_id) id from mail where state = 'queued' order by person_id, sequence) first on first.id = mail.id
				where mail.state = 'queued' and mail.due_at <= now()
				-- Mails never tried come first: a bad one must not use up the one try that a pause allows.
				order by mail.attempts, mail.sequence
				limit ${persons}
				for update of mail skip locked
			), batch as (
				select run.id from head cross join lateral (
					select id from mail where person_id = head.person_id and state = 'queued' order by sequence limit ${each}) as run
			), claimed as (
				update mail set due_at = now() + ${leaseSeconds}::int * interval '1 second', attempts = attempts + 1
				from batch, person
				where mail.id = batch.id and mail.state = 'queued' and person.id = mail.person_id
				returning mail.id, mail.person_id as "personId", mail.sequence, mail.kind, mail.facts, mail.content, mail.resends, mail.attempts, mail.traceparent,
					coalesce(mail.first_attempt_at < ${tooOld}, false) as "isTooOld",
					coalesce(mail.address, case when person.blocked_at is null then person.email end) as address,
					person.generation, person.link_used_at is not null as "mayQuote",
					(select name from approver where approver.person_id = person.id order by active desc, created_at desc limit 1) as party
			)
			select * from claimed order by sequence`,
	);
}

/** A mail's text as it was just written. */
export type WrittenMail = Pick<MailInHand, 'id' | 'facts' | 'generation'> & { content: MailContent };

/**
 * Stores texts before the first try, so that every try sends the same one. A text stored before stays.
 * @returns the texts to send, by mail; without those whose recipient, or somebody in the text, was forgotten meanwhile
 */
export async function keepTexts(db: Database, written: WrittenMail[]): Promise<Map<string, MailContent>> {
	const rows = await db.statement(
		(sql) => sql<{ id: string; other: MailContent | null }[]>`
			update mail set content = coalesce(mail.content, written.content),
				-- Read by the previous release.
				link_generation = coalesce(mail.link_generation, written.generation)
			from jsonb_to_recordset(${sql.json(written as unknown as JSONValue)}) as written(id uuid, content jsonb, facts jsonb, generation int)
			where mail.id = written.id and mail.state = 'queued' and mail.facts = written.facts
			-- Only other texts need to come back: a mail has some twenty thousand characters.
			returning mail.id, nullif(mail.content, written.content) as other`,
	);
	const ours = new Map(written.map(({ id, content }) => [id, content]));
	return new Map(
		rows.flatMap(({ id, other }): [string, MailContent][] => {
			const content = other ?? ours.get(id);
			return content ? [[id, content]] : [];
		}),
	);
}

/** What is written about a mail when it leaves this process's hands. */
export interface Settlement {
	id: string;
	/** Left out while the mail goes on waiting. */
	state?: 'sent' | 'failed';
	failure?: string;
	providerId?: string | null;
	/** Was it handed to the provider, with whatever result? */
	isTried: boolean;
	/** How long it waits before it may be taken in hand again. */
	waitMs: number;
}

/**
 * Writes the results of a batch, and deletes the address of somebody forgotten. A mail that was settled already only
 * gets the provider's id if it has none, since a bounce is found by it.
 */
export async function settleMails(db: Database, settlements: Settlement[], now: Date): Promise<void> {
	await db.statement(
		(sql) => sql`
			update mail set
				state = coalesce(done.state, mail.state), failure = done.failure, provider_id = done."providerId",
				sent_at = case when done.state = 'sent' then ${now}::timestamptz end,
				address = case when done.state is null then mail.address end,
				first_attempt_at = case when done."isTried" then coalesce(mail.first_attempt_at, ${now}) else mail.first_attempt_at end,
				attempts = case when done."isTried" then mail.attempts else greatest(0, mail.attempts - 1) end,
				due_at = now() + done."waitMs" * interval '1 millisecond'
			from jsonb_to_recordset(${sql.json(settlements as unknown as JSONValue)})
				as done(id uuid, state mail_state, failure text, "providerId" text, "isTried" boolean, "waitMs" int)
			where mail.id = done.id and (
				mail.state = 'queued' or (mail.state = 'sent' and mail.provider_id is null and done."providerId" is not null))`,
	);
}
