ALTER TYPE "public"."mail_kind" ADD VALUE 'DaysFree' BEFORE 'Digest';--> statement-breakpoint
CREATE TABLE "watch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"start_date" date NOT NULL,
	"end_date" date NOT NULL,
	"is_typed" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "watch_once" UNIQUE("person_id","start_date","end_date"),
	CONSTRAINT "watch_dates" CHECK ("watch"."start_date" <= "watch"."end_date")
);
--> statement-breakpoint
ALTER TABLE "watch" ADD CONSTRAINT "watch_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- To nobody but who watches, and approvers, to whom everything is. The house's row first, as everywhere.
CREATE FUNCTION "tell_of_watch"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE "house" SET "version" = greatest("version" + 1, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
		WHERE xmin <> pg_current_xact_id()::xid;
	PERFORM pg_notify('house', '');
	INSERT INTO "news" SELECT coalesce(NEW."person_id", OLD."person_id"), "house"."version" FROM "house"
		ON CONFLICT ("about") DO UPDATE SET "version" = excluded."version" WHERE "news"."version" <> excluded."version";
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "watch_is_news" AFTER INSERT OR UPDATE OR DELETE ON "watch"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "tell_of_watch"();
--> statement-breakpoint
CREATE TRIGGER "watches_emptied_is_news" AFTER TRUNCATE ON "watch" FOR EACH STATEMENT EXECUTE FUNCTION "bump_house_version"();
