-- What the generated schema cannot say.

-- BR-002: no two bookings that hold their days share one. The last word, whatever the code does.
ALTER TABLE "booking" ADD CONSTRAINT "booking_no_overlap"
	EXCLUDE USING gist (daterange("start_date", "end_date", '[]') WITH &&)
	WHERE ("status" IN ('Pending', 'Confirmed'));
--> statement-breakpoint
-- BR-003, BR-004: a status agrees with the answers behind it when the transaction ends.
CREATE FUNCTION "booking_agrees"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	"checked" uuid;
	"now_status" "booking_status";
	"answers" integer;
	"approved" integer;
	"denied" integer;
BEGIN
	IF TG_TABLE_NAME = 'booking' THEN "checked" := NEW.id;
	ELSIF TG_OP = 'DELETE' THEN "checked" := OLD.booking_id;
	ELSE "checked" := NEW.booking_id;
	END IF;
	SELECT "status" INTO "now_status" FROM "booking" WHERE "id" = "checked";
	IF NOT FOUND THEN RETURN NULL; END IF;
	SELECT count(*), count(*) FILTER (WHERE "decision" = 'Approved'), count(*) FILTER (WHERE "decision" = 'Denied')
		INTO "answers", "approved", "denied" FROM "approval" WHERE "booking_id" = "checked";
	IF "answers" = 0
		OR ("now_status" = 'Confirmed' AND "approved" <> "answers")
		OR ("now_status" = 'Pending' AND ("denied" > 0 OR "approved" = "answers"))
		OR ("now_status" = 'Denied' AND "denied" <> 1)
	THEN
		RAISE EXCEPTION 'booking % is % with % of % approved, % denied', "checked", "now_status", "approved", "answers", "denied"
			USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_agrees';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "booking_agrees" AFTER INSERT OR UPDATE OF "status" ON "booking"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "booking_agrees"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "approval_agrees" AFTER INSERT OR DELETE OR UPDATE OF "decision" ON "approval"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "booking_agrees"();
--> statement-breakpoint
INSERT INTO "house" ("id") VALUES (1);
