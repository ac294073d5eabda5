using System.Text.Json;
using System.Text.Json.Nodes;
using Cicerone.Contracts;
using Cicerone.Language.Tokens;

namespace Cicerone.Language.Tests.Tokens;

public sealed class TextTokenizerTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("tokenizer", "tokenizer.json", 62, 0)]
    [InlineData("tokenizer", "tokenizer.pairs.json", 62, 0)]
    [InlineData("tokenizer-qwen2", "tokenizer.json", 65, 1)]
    public void Makes_the_reference_s_tokens_and_texts(string folder, string file, int rows, int composed)
    {
        JsonElement expected = Expected(folder);
        var tokenizer = TextTokenizer.Load(SharedData.Path($"reference/lm/{folder}/{file}"));
        tokenizer.Save(_file);
        foreach (TextTokenizer one in (TextTokenizer[])[tokenizer, TextTokenizer.Load(_file)])
        {
            Assert.Equal(expected.GetProperty("vocab_size").GetInt32(), one.Count);
            Assert.Equal(rows, expected.GetProperty("encode").GetArrayLength());
            int left = 0;
            foreach (JsonElement row in expected.GetProperty("encode").EnumerateArray())
            {
                (string text, int[] ids) = (row.GetProperty("text").GetString()!, Ids(row));
                if (NeedsComposing(row)) left++;
                else
                {
                    Assert.Equal(ids, one.Encode(text));
                    Assert.Equal(row.GetProperty("pieces").EnumerateArray().Select(piece => piece.GetString()), Pieces(one, text));
                }
                CompareTexts(one, row, ids);
            }
            Assert.Equal(composed, left);
            foreach (JsonElement row in expected.GetProperty("decode_only").EnumerateArray()) CompareTexts(one, row, Ids(row));
        }
    }

    [Fact]
    public void Learns_the_reference_s_merges()
    {
        string text = File.ReadAllText(SharedData.Path("reference/lm/tokenizer/corpus.txt"));
        TextTokenizer learned = TokenizerTrainer.Train([text], 400, ["<|endoftext|>", "<|user|>", "<|assistant|>"]);
        learned.Save(_file);
        string[] Merges(string path) => [.. JsonNode.Parse(File.ReadAllText(path))!["model"]!["merges"]!.AsArray().Select(merge => merge!.GetValue<string>())];
        Assert.Equal(Merges(SharedData.Path("reference/lm/tokenizer/tokenizer.json")), Merges(_file));
        Assert.Equal(400, learned.Count);
    }

    [Fact]
    public void A_learned_tokenizer_reads_anything_back_and_makes_fewer_tokens_of_what_it_knows()
    {
        string known = string.Concat(Enumerable.Repeat("The Silent Harbour, a mystery. ", 20));
        TextTokenizer tokenizer = TokenizerTrainer.Train([known], 300, ["<yes>", "<no>"]);
        foreach (string text in (string[])[known, "другие 書 \U0001F4DA\0<yes>\r\n  x", ""]) Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        Assert.True(tokenizer.Encode(known).Length < known.Length / 4);
        Assert.Equal([tokenizer.AddedId("<yes>")], tokenizer.Encode("<yes>"));
        Assert.Equal("ab", tokenizer.Decode(tokenizer.Encode("a<no>b"), skipSpecial: true));
        Assert.Contains("<yes>", Assert.Throws<CiceroneException>(() => tokenizer.AddedId("<yess>")).Message, StringComparison.Ordinal);
        Assert.Throws<CiceroneException>(() => tokenizer.Decode([9999]));
        Assert.Throws<CiceroneException>(() => TokenizerTrainer.Train([known], 256, ["<yes>"]));
    }

    [Theory]
    [InlineData("model.type", "\"Unigram\"", "Unigram")]
    [InlineData("model.unk_token", "\"<unk>\"", "unk_token")]
    [InlineData("model.byte_fallback", "true", "byte_fallback")]
    [InlineData("normalizer", "{\"type\":\"Lowercase\"}", "Lowercase")]
    [InlineData("pre_tokenizer", "{\"type\":\"Whitespace\"}", "byte-level")]
    [InlineData("pre_tokenizer", "null", "byte-level")]
    [InlineData("added_tokens", "[{\"id\":256,\"content\":\"<s>\",\"lstrip\":true}]", "lstrip")]
    [InlineData("added_tokens", "[{\"id\":-1,\"content\":\"<s>\"}]", "must lie in")]
    [InlineData("added_tokens", "[{\"id\":0,\"content\":\"<s>\"}]", "are one token")]
    [InlineData("model.merges", "[\"a\"]", "no pair")]
    [InlineData("model.merges", "[\"a zz\"]", "tokens that it lacks")]
    [InlineData("model.vocab", "{}", "no token for the byte")]
    [InlineData("model", "7", "damaged")]
    public void A_file_that_would_make_other_tokens_is_refused(string field, string value, string message)
    {
        TokenizerTrainer.Train(["a b"], 257, ["<s>"]).Save(_file);
        JsonNode json = JsonNode.Parse(File.ReadAllText(_file))!;
        string[] way = field.Split('.');
        (way.Length == 1 ? json : json[way[0]]!)[way[^1]] = JsonNode.Parse(value);
        File.WriteAllText(_file, json.ToJsonString());
        Assert.Contains(message, Assert.Throws<CiceroneException>(() => TextTokenizer.Load(_file)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Pieces(TextTokenizer tokenizer, string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            AddedToken? next = tokenizer.Added.Where(token => text.IndexOf(token.Text, start, StringComparison.Ordinal) >= 0)
                .MinBy(token => (text.IndexOf(token.Text, start, StringComparison.Ordinal), -token.Text.Length));
            int end = next is null ? text.Length : text.IndexOf(next.Text, start, StringComparison.Ordinal);
            foreach (string piece in tokenizer.Pieces(text[start..end])) yield return piece;
            if (next is not null) yield return next.Text;
            start = end + (next?.Text.Length ?? 0);
        }
    }

    /// <summary>Whether the reference composed the text, which the host cannot without its tables of cultures.</summary>
    private static bool NeedsComposing(JsonElement row) => row.GetProperty("decoded").GetString() != row.GetProperty("text").GetString();

    private static void CompareTexts(TextTokenizer tokenizer, JsonElement row, int[] ids)
    {
        Assert.Equal(row.GetProperty("decoded").GetString(), tokenizer.Decode(ids));
        Assert.Equal(row.GetProperty("decoded_skip_special").GetString(), tokenizer.Decode(ids, skipSpecial: true));
    }

    private static int[] Ids(JsonElement row) => [.. row.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];

    private static JsonElement Expected(string folder)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path($"reference/lm/{folder}/expected_encodings.json")));
        return json.RootElement.Clone();
    }
}
