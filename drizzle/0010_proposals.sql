ALTER TABLE "event" ADD COLUMN "proposal_start" date;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "proposal_end" date;--> statement-breakpoint
-- Of no row yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "event_proposals" ON "event" USING btree ("booking_id") WHERE "event"."proposal_start" is not null;--> statement-breakpoint
-- A few rows for each booking: they are read at once.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "event" ADD CONSTRAINT "event_proposal" CHECK (num_nulls("event"."proposal_start", "event"."proposal_end") = 2
				or ("event"."type" = 'Denied' and "event"."proposal_start" <= "event"."proposal_end") is true);
--> statement-breakpoint
-- A denied booking says whether the days proposed instead are free, to the holder of its link too, who does not see the
-- calendar: it is news when a stay takes or frees them. Not if others hold them as well, or it would tell of those.
CREATE FUNCTION "tell_of_proposal"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	"before" daterange := CASE WHEN OLD."status" IN ('Pending', 'Confirmed') THEN daterange(OLD."start_date", OLD."end_date", '[]') END;
	"after" daterange := CASE WHEN NEW."status" IN ('Pending', 'Confirmed') THEN daterange(NEW."start_date", NEW."end_date", '[]') END;
BEGIN
	IF "before" IS NOT DISTINCT FROM "after" THEN
		RETURN NULL;
	END IF;
	INSERT INTO "news" SELECT "denied"."id", "house"."version"
		FROM "house", "event" AS "denial" JOIN "booking" AS "denied" ON "denied"."id" = "denial"."booking_id" AND "denied"."status" = 'Denied',
			daterange("denial"."proposal_start", "denial"."proposal_end", '[]') AS "days"
		WHERE "denial"."proposal_start" IS NOT NULL
			AND coalesce("days" && "before", false) <> coalesce("days" && "after", false)
			AND NOT EXISTS (SELECT FROM "event" AS "later"
				WHERE "later"."booking_id" = "denied"."id" AND "later"."type" = 'Denied' AND "later"."sequence" > "denial"."sequence")
			AND NOT EXISTS (SELECT FROM "booking" AS "other" WHERE "other"."status" IN ('Pending', 'Confirmed')
				AND "other"."id" <> coalesce(NEW."id", OLD."id") AND daterange("other"."start_date", "other"."end_date", '[]') && "days")
		ON CONFLICT ("about") DO UPDATE SET "version" = excluded."version";
	RETURN NULL;
END $$;
--> statement-breakpoint
-- By its name after those that make the house's version of this transaction.
CREATE CONSTRAINT TRIGGER "stays_tell_of_proposals" AFTER INSERT OR UPDATE OR DELETE ON "booking"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "tell_of_proposal"();
