-- The house's version grows in every transaction that changes something an answer depends on, whoever makes the change.
-- At the end of the transaction, so that its row is the last lock anybody takes: nobody can wait for each other in a ring.
CREATE FUNCTION "bump_house_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- Once a transaction. Never a number that was used before, also when a backup was restored in between.
	UPDATE "house" SET "version" = greatest("version" + 1, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
		WHERE xmin <> pg_current_xact_id()::xid;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "booking_is_news" AFTER INSERT OR UPDATE OR DELETE ON "booking"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "approval_is_news" AFTER INSERT OR UPDATE OR DELETE ON "approval"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "event_is_news" AFTER INSERT OR UPDATE OR DELETE ON "event"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "approver_is_news" AFTER INSERT OR UPDATE OR DELETE ON "approver"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
-- Of mails only that one failed, or no longer does, is shown to anybody.
CREATE CONSTRAINT TRIGGER "mail_failure_is_news" AFTER UPDATE ON "mail"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."state" = 'failed' OR NEW."state" = 'failed') EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "failed_mail_gone_is_news" AFTER DELETE ON "mail"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."state" = 'failed') EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "failed_mail_added_is_news" AFTER INSERT ON "mail"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."state" = 'failed') EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE TRIGGER "bookings_emptied_is_news" AFTER TRUNCATE ON "booking" FOR EACH STATEMENT EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE TRIGGER "approvals_emptied_is_news" AFTER TRUNCATE ON "approval" FOR EACH STATEMENT EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE TRIGGER "events_emptied_is_news" AFTER TRUNCATE ON "event" FOR EACH STATEMENT EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE TRIGGER "approvers_emptied_is_news" AFTER TRUNCATE ON "approver" FOR EACH STATEMENT EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE TRIGGER "mails_emptied_is_news" AFTER TRUNCATE ON "mail" FOR EACH STATEMENT EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
-- Counters of an hour: not worth a wait for the disk at every write.
ALTER TABLE "rate_limit" SET UNLOGGED;
