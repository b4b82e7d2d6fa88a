-- Beside the house's version, the version of what a viewer may see of the calendar: it stands still when something happens
-- to a booking that the calendar does not show, or to a part of one that it does not show. And whoever listens is woken.
CREATE OR REPLACE FUNCTION "bump_house_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- Once a transaction. Never a number that was used before, also when a backup was restored in between.
	UPDATE "house" SET "version" = greatest("version" + 1, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
		WHERE xmin <> pg_current_xact_id()::xid;
	IF TG_ARGV[0] = 'calendar' THEN
		UPDATE "house" SET "calendar_version" = "version" WHERE "calendar_version" <> "version";
	END IF;
	PERFORM pg_notify('house', '');
	RETURN NULL;
END $$;
--> statement-breakpoint
-- What entries of the calendar are made of, and nothing if it shows none of this booking. Days go by without a change.
CREATE FUNCTION "calendar_entry"("booking") RETURNS record LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN $1."status" IN ('Pending', 'Confirmed')
		THEN ROW($1."id", $1."start_date", $1."end_date", $1."status", $1."first_name", $1."party_size", $1."affiliation") END;
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "calendar_entry_added_is_news" AFTER INSERT ON "booking"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ("calendar_entry"(NEW) IS DISTINCT FROM NULL) EXECUTE FUNCTION "bump_house_version"('calendar');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "calendar_entry_is_news" AFTER UPDATE ON "booking"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ("calendar_entry"(OLD) IS DISTINCT FROM "calendar_entry"(NEW)) EXECUTE FUNCTION "bump_house_version"('calendar');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "calendar_entry_gone_is_news" AFTER DELETE ON "booking"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ("calendar_entry"(OLD) IS DISTINCT FROM NULL) EXECUTE FUNCTION "bump_house_version"('calendar');
--> statement-breakpoint
DROP TRIGGER "bookings_emptied_is_news" ON "booking";
--> statement-breakpoint
CREATE TRIGGER "calendar_emptied_is_news" AFTER TRUNCATE ON "booking" FOR EACH STATEMENT EXECUTE FUNCTION "bump_house_version"('calendar');
--> statement-breakpoint
-- A link that ends is no news to others, but ends the streams of those who hold it.
CREATE FUNCTION "wake_listeners"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('house', '');
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "calendar_link_has_ended" AFTER UPDATE ON "house"
	FOR EACH ROW WHEN (OLD."calendar_generation" <> NEW."calendar_generation") EXECUTE FUNCTION "wake_listeners"();
--> statement-breakpoint
CREATE TRIGGER "personal_link_has_ended" AFTER UPDATE ON "person"
	FOR EACH ROW WHEN ((OLD."generation", OLD."blocked_at", OLD."email") IS DISTINCT FROM (NEW."generation", NEW."blocked_at", NEW."email"))
	EXECUTE FUNCTION "wake_listeners"();
--> statement-breakpoint
CREATE TRIGGER "person_is_gone" AFTER DELETE ON "person" FOR EACH ROW EXECUTE FUNCTION "wake_listeners"();
