using Cicerone.Contracts;
using Cicerone.Data.Dialogues;
using Cicerone.Evaluation.Dialogues;
using Cicerone.Tests.Data.Formats;

namespace Cicerone.Tests.Data.Dialogues;

public sealed class DialogueFileTests : IDisposable
{
    private const string Redial = """
        {"movieMentions":{"11":"Dune  (1984)","12":"Solaris (1972)"},"respondentQuestions":{"12":{"suggested":1,"seen":2,"liked":2}},"initiatorQuestions":{"11":{"suggested":0,"seen":1,"liked":1},"12":{"suggested":1,"seen":0,"liked":0}},
        "messages":[{"text":"Hi &amp; hello, something like @11 or @99","senderWorkerId":1},{"text":"but slower","senderWorkerId":1},{"text":"Try @12, @12","senderWorkerId":2}],"conversationId":"7","respondentWorkerId":2,"initiatorWorkerId":1}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReDial_is_read_with_titles_opinions_and_turns()
    {
        var items = new DialogueItems();
        Dialogue dialogue = Assert.Single(DialogueFile.Read(_folder.Write("valid.jsonl.gz", TemporaryFolder.Gzip(Redial.ReplaceLineEndings("") + "\n")), items));
        Assert.Equal(("7", 2), (dialogue.Id, dialogue.Turns.Count));
        Assert.Equal((Speaker.Seeker, "Hi & hello, something like Dune (1984) or @99 but slower"), (dialogue.Turns[0].Speaker, dialogue.Turns[0].Text));
        Assert.Equal([0], dialogue.Turns[0].Items);
        Assert.Equal([1], dialogue.Turns[1].Items);
        Assert.Equal(new Opinion(false, true, true), dialogue.Opinions[0]);
        Assert.Equal(new Opinion(true, false, false), dialogue.Opinions[1]);
        Assert.Equal(["11", "12"], items.Ids.Ids);
        Assert.Equal("Solaris (1972)", items.ToTable().Title(1));
    }

    [Fact]
    public void INSPIRED_is_read_with_who_accepted()
    {
        string file = _folder.Write("test.tsv", "dialog_id\tspeaker\ttext\tmovies\tfine_label\na\tRECOMMENDER\tHi!\t\taccept_others\na\tSEEKER\t\"Get Out\" was great\tGet Out (2017);  Us (2019)\taccept_others\nb\tSEEKER\tNo.\tUs (2019)\treject\n");
        var items = new DialogueItems();
        IReadOnlyList<Dialogue> dialogues = DialogueFile.Read(file, items);
        Assert.Equal([true, false], dialogues.Select(dialogue => dialogue.Accepted!.Value));
        Assert.Equal("\"Get Out\" was great", dialogues[0].Turns[1].Text);
        Assert.Equal([0, 1], dialogues[0].Turns[1].Items);
        Assert.Equal([1], dialogues[1].Turns[0].Items);
    }

    [Fact]
    public void Annotated_sets_keep_their_acts()
    {
        string file = _folder.Write("gold.json", """
            [{"conversation_id":"474","conversation":[{"participant":"AGENT","utterance":"How about It?","dialogue_acts":[{"intent":"REC-E","slot_values":[["TITLE","It",null,null]]}]},
            {"participant":"USER","utterance":"No horror","dialogue_acts":[{"intent":"REJ","slots":[["GENRE","horror"],["TITLE",null]]}]}]}]
            """);
        var items = new DialogueItems();
        Dialogue dialogue = Assert.Single(DialogueFile.Read(file, items));
        Assert.Equal([0], dialogue.Turns[0].Items);
        DialogueAct act = Assert.Single(dialogue.Turns[1].Acts);
        Assert.Equal(("REJ", "GENRE", "horror"), (act.Intent, act.Slots[0].Key, act.Slots[0].Value));
        Assert.Empty(dialogue.Turns[1].Items);
    }

    [Theory]
    [InlineData("a.jsonl", "{\"messages\":[]}\n", "line 1")]
    [InlineData("a.jsonl", "\n\n{\n", "line 3")]
    [InlineData("a.jsonl", "[1]\n", "line 1")]
    [InlineData("a.json", "{}", "a.json")]
    [InlineData("a.json", "[{\"conversation\":[{\"dialogue_acts\":[{\"slots\":[7]}]}]}]", "a.json")]
    [InlineData("a.json", "[]", "no dialogue")]
    [InlineData("a.tsv", "dialog_id\tspeaker\n", "'text'")]
    [InlineData("a.tsv", "dialog_id\tspeaker\ttext\tmovies\tfine_label\na\tSEEKER\n", "line 2")]
    [InlineData("a.txt", "x", ".txt")]
    public void What_is_no_dialogue_is_told_with_its_place(string name, string text, string told) =>
        Assert.Contains(told, Assert.Throws<CiceroneException>(() => DialogueFile.Read(_folder.Write(name, text), new DialogueItems())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("redial/test_data.jsonl.gz", 1342, 3426)]
    [InlineData("inspired/test.tsv", 99, 230)]
    [InlineData("crs-annotated/iard_formatted_IARD_annotated_gold.json", 77, 0)]
    [InlineData("crs-annotated/moviebot_annotated_dialogues.json", 8, 0)]
    [InlineData("crs-annotated/inspired_annotated_sample.json", 10, 0)]
    public void The_official_files_have_their_counts(string file, int dialogues, int cases)
    {
        IReadOnlyList<Dialogue> read = DialogueFile.Read(SharedData.Path($"data/{file}"), new DialogueItems());
        Assert.Equal(dialogues, read.Count);
        if (cases > 0) Assert.Equal(cases, DialogueCase.Of(read, onlyNew: true).Count());
    }
}
