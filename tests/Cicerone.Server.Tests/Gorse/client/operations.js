// Every operation of gorsejs, the npm client of Gorse, against the server at the address that is given.
const assert = require("node:assert/strict");
const { Gorse, GorseException } = require("gorsejs");

const client = new Gorse({ endpoint: process.argv[2], secret: process.argv[3] ?? "" });
const timestamp = "2022-08-07T00:26:46Z";
const fails = (promise, code) => assert.rejects(promise, (fault) => fault instanceof GorseException && fault.code === code && fault.message !== undefined);
const ids = (scores) => scores.map((score) => score.Id);

const operations = {
  async users() {
    const user = { UserId: "100", Labels: ["a", "b"], Comment: "comment" };
    assert.equal(await client.insertUser(user), 1);
    assert.deepEqual(await client.getUser("100"), { ...user, Subscribe: null });
    assert.equal(await client.updateUser("100", { Comment: "changed" }), 1);
    assert.deepEqual(await client.getUser("100"), { ...user, Comment: "changed", Subscribe: null });
    assert.equal(await client.insertUsers([{ UserId: "101" }, { UserId: "102" }]), 2);
    assert.equal(await client.deleteUser("100"), 1);
    await fails(client.getUser("100"), 404);
    await fails(client.updateUser("100", { Comment: "nobody" }), 404);
  },

  async "pages of users"() {
    const seen = [];
    for (let Cursor = ""; ;) {
      const page = await client.getUsers({ n: 7, Cursor });
      seen.push(...page.Users.map((user) => user.UserId));
      if (!(Cursor = page.Cursor)) break;
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.ok(seen.includes("101") && seen.includes("ada"));
  },

  async items() {
    const item = { ItemId: "100", IsHidden: true, Labels: ["a", "b"], Categories: ["d", "e"], Timestamp: timestamp, Comment: "comment" };
    assert.equal(await client.upsertItem(item), 1);
    assert.deepEqual(await client.getItem("100"), item);
    assert.equal(await client.updateItem("100", { Comment: "changed", IsHidden: false }), 1);
    assert.deepEqual(await client.getItem("100"), { ...item, Comment: "changed", IsHidden: false });
    assert.equal(await client.insertItemCategory("100", "f"), 1);
    assert.equal(await client.deleteItemCategory("100", "d"), 1);
    assert.deepEqual((await client.getItem("100")).Categories, ["e", "f"]);
    assert.equal(await client.upsertItems([{ ItemId: "dune", Categories: ["sand"], Timestamp: timestamp }, { ItemId: "ubik", Categories: ["sand"], Timestamp: "2023-01-02" }]), 2);
    assert.equal((await client.getItem("ubik")).Timestamp, "2023-01-02T00:00:00Z");
    assert.equal(await client.deleteItem("100"), 1);
    await fails(client.getItem("100"), 404);
    await fails(client.insertItemCategory("100", "f"), 404);
  },

  async "pages of items"() {
    const seen = [];
    for (let Cursor = ""; ;) {
      const page = await client.getItems({ n: 3, Cursor });
      seen.push(...page.Items.map((item) => item.ItemId));
      if (!(Cursor = page.Cursor)) break;
    }
    assert.deepEqual(seen, [...new Set(seen)].sort());
    assert.ok(seen.includes("dune") && !seen.includes("100"));
  },

  async feedback() {
    const read = (ItemId) => ({ FeedbackType: "read", UserId: "reader", ItemId, Timestamp: timestamp });
    assert.equal(await client.insertFeedbacks([read("dune"), read("solaris"), { ...read("dune"), FeedbackType: "like" }, read("never seen")]), 4);
    const between = await client.getFeedback({ type: "read", userId: "reader", itemId: "dune" });
    assert.equal(between.Timestamp, timestamp);
    assert.deepEqual((await client.getUserFeedback("reader")).map((one) => one.ItemId).sort(), ["dune", "dune", "never seen", "solaris"]);
    assert.deepEqual((await client.getUserFeedbackByType("reader", "like")).map((one) => one.ItemId), ["dune"]);
    assert.ok((await client.getItemFeedback("dune")).some((one) => one.UserId === "reader"));
    assert.deepEqual((await client.getItemFeedbackByType("dune", "like")).map((one) => one.UserId), ["reader"]);
    assert.equal((await client.getItem("never seen")).ItemId, "never seen");
    assert.equal((await client.getUser("reader")).UserId, "reader");
    await client.insertFeedbacks([{ ...read("ubik"), Value: 2 }, { ...read("ubik"), Value: 3 }]);
    assert.equal((await client.getFeedback({ type: "read", userId: "reader", itemId: "ubik" })).Value, 5);
    assert.equal(await client.upsertFeedbacks([{ ...read("ubik"), Value: 1 }]), 1);
    assert.equal((await client.getFeedback({ type: "read", userId: "reader", itemId: "ubik" })).Value, 1);
    assert.equal((await client.deleteFeedback({ type: "read", userId: "reader", itemId: "ubik" })).RowAffected, 1);
    await fails(client.getFeedback({ type: "read", userId: "reader", itemId: "ubik" }), 404);
  },

  async "pages of feedback"() {
    for (const type of [undefined, "read"]) {
      const seen = [];
      for (let cursor = ""; ;) {
        const page = await client.getFeedbacks(type, { n: 5, cursor });
        seen.push(...page.Feedback.map((one) => `${one.FeedbackType} ${one.UserId} ${one.ItemId}`));
        if (!(cursor = page.Cursor)) break;
      }
      assert.equal(new Set(seen).size, seen.length);
      assert.equal(seen.includes("read reader solaris"), true);
      assert.equal(seen.includes("like reader dune"), type === undefined);
    }
  },

  async recommendations() {
    const all = await client.getRecommend({ userId: "reader", cursorOptions: { n: 6 } });
    assert.equal(all.length, 6);
    assert.ok(!all.includes("dune") && !all.includes("solaris"));
    assert.deepEqual(await client.getRecommend({ userId: "reader", cursorOptions: { n: 4, offset: 2 } }), all.slice(2));
    assert.deepEqual(await client.getRecommend({ userId: "reader", category: "sand" }), ["ubik"]);
    assert.equal((await client.getRecommend({ userId: "a stranger", cursorOptions: { n: 3 } })).length, 3);
  },

  async "recommendations that are written back"() {
    const [shown] = await client.getRecommend({ userId: "reader", writeBackType: "shown", writeBackDelay: "1h30m", cursorOptions: { n: 1 } });
    const [recorded] = await client.getUserFeedbackByType("reader", "shown");
    assert.equal(recorded.ItemId, shown);
    assert.ok(Math.abs(new Date(recorded.Timestamp) - Date.now() - 90 * 60000) < 60000);
    assert.ok(!(await client.getRecommend({ userId: "reader", cursorOptions: { n: 100 } })).includes(shown));
  },

  async sessions() {
    const session = await client.getSessionRecommend([{ FeedbackType: "like", UserId: "", ItemId: "hyperion", Timestamp: timestamp }], { cursorOptions: { n: 2 } });
    assert.deepEqual(Object.keys(session[0]), ["Id", "Score"]);
    assert.ok(!ids(session).includes("hyperion") && session[0].Score >= session[1].Score);
    assert.deepEqual(ids(await client.getSessionRecommend([], { category: "sand" })).sort(), ["dune", "ubik"]);
  },

  async "lists for everyone"() {
    assert.deepEqual(ids(await client.getLatest({ category: "sand" })), ["ubik", "dune"]);
    assert.equal((await client.getLatest({ cursorOptions: { n: 1 } }))[0].Score, Date.UTC(2023, 0, 2) / 1000);
    const popular = await client.getPopular({ cursorOptions: { n: 5 } });
    assert.equal(popular.length, 5);
    assert.deepEqual(popular, [...popular].sort((a, b) => b.Score - a.Score));
  },

  async neighbors() {
    const items = await client.getItemNeighbors({ itemId: "dune", cursorOptions: { n: 3 } });
    assert.ok(items.length === 3 && !ids(items).includes("dune"));
    assert.deepEqual(ids(await client.getItemNeighbors({ itemId: "dune", category: "sand" })), ["ubik"]);
    const people = await client.getUserNeighbors({ userId: "ada", cursorOptions: { n: 3 } });
    assert.ok(people.length === 3 && !ids(people).includes("ada") && people[0].Score >= people[2].Score);
    await fails(client.getItemNeighbors({ itemId: "nowhere" }), 404);
    await fails(client.getUserNeighbors({ userId: "nobody" }), 404);
  },

  async faults() {
    await fails(client.upsertItem({ ItemId: "" }), 400);
    await fails(client.insertFeedbacks([{ FeedbackType: "read", UserId: "ada", ItemId: "dune", Timestamp: "yesterday" }]), 400);
    await fails(client.getRecommend({ userId: "ada", cursorOptions: { n: 100000 } }), 400);
    await fails(client.getRecommend({ userId: "ada", writeBackType: "shown", writeBackDelay: "soon" }), 400);
  },
};

(async () => {
  for (const [name, run] of Object.entries(operations)) {
    await run();
    console.log(name);
  }
})().catch((fault) => {
  console.error(fault);
  process.exitCode = 1;
});
