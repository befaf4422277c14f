"""What happens to one comment: posted, voted for, reported, edited, withdrawn; and to another: refused, appealed."""

from tests.support import Reader, Someone


def test_a_comment_is_posted_voted_for_reported_edited_and_withdrawn_and_a_refused_one_appealed(
    reader: Reader, each_database: str
) -> None:
    mina, kaveh = Someone(reader), Someone(reader)
    sent = mina.send("نظر نخست")
    assert sent.status_code == 201
    body = sent.get_json()
    comment_id, token = body["comment"]["id"], body["status_token"]

    assert kaveh.vote(comment_id, 1).get_json() == {"likes": 1, "dislikes": 0, "value": 1}
    reported = kaveh.report(comment_id, "insult")
    assert (reported.status_code, list(reported.get_json())) == (202, ["message"])

    edited = mina.patch(token, text="نظر نخست، درست‌تر")
    assert edited.status_code == 200
    assert edited.get_json()["comment"]["text"] == "نظر نخست، درست‌تر"
    (shown,) = reader.thread()["comments"]
    assert (shown["text"], shown["likes"]) == ("نظر نخست، درست‌تر", 1)
    assert shown["edited_at"] is not None

    assert [one["id"] for one in mina.mine()["comments"]] == [comment_id]
    assert kaveh.mine() == {"comments": [], "votes": {comment_id: 1}}
    gone = mina.client.delete(f"/v1/submissions/{token}")
    assert (gone.status_code, gone.get_json()["status"], gone.get_json()["may_withdraw"]) == (200, "withdrawn", False)
    assert reader.thread()["comments"] == []
    assert reader.thread()["published"] == 0

    refused = mina.send("REJECT").get_json()["status_token"]
    assert reader.client.get(f"/v1/submissions/{refused}").get_json()["may_appeal"] is True
    appealed = mina.appeal(refused, "این توهین نیست.")
    assert (appealed.status_code, appealed.get_json()["appeal"]["granted"]) == (202, None)
    seen = reader.client.get(f"/v1/submissions/{refused}").get_json()
    assert (seen["may_appeal"], seen["appeal"]) == (False, appealed.get_json()["appeal"])
