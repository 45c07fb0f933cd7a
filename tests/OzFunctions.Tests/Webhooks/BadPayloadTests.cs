using System.Text;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Webhooks;

public sealed class BadPayloadTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{\"folder_id\":\"f1\"} {}")]
    [InlineData("{\"folder_id\":\"f1\",}")]
    [InlineData("{\"folder_id\":NaN}")]
    [InlineData("{\"folder_id\":\"\\ud800\"}")]
    [InlineData("{\"folder_id\":\"f1\",\"\\ud800\":1}")]
    [InlineData("not json")]
    [InlineData("/* c */{}")]
    public void Body_ThatIsNotJson_IsRefusedAsSuch(string body)
    {
        var refusal = Assert.Throws<PayloadException>(() => Payloads.Read(body));

        Assert.Equal(PayloadError.NotJson, refusal.Error);
    }

    [Fact]
    public void Body_ThatIsNotUtf8_IsRefusedAsSuch()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("{\"folder_id\":\"f1\",\"x\":\""), 0xC3, 0x28, .. "\"}"u8];

        Assert.Equal(PayloadError.NotJson, Assert.Throws<PayloadException>(() => OzPayloadReader.Read(body, [], Payloads.Now)).Error);
    }

    [Fact]
    public void Body_NestedAsDeepAsAllowed_IsRead() => Assert.Equal("f1", Payloads.Read(Nested(OzPayloadReader.MaxDepth)).FolderId);

    [Fact]
    public void Body_NestedDeeper_IsRefusedAsNotJson() =>
        Assert.Equal(PayloadError.NotJson, Assert.Throws<PayloadException>(() => Payloads.Read(Nested(OzPayloadReader.MaxDepth + 1))).Error);

    [Theory]
    [InlineData("5", null)]
    [InlineData("null", null)]
    [InlineData("\"text\"", null)]
    [InlineData("{}", "folder_id")]
    [InlineData("[]", "folder_id")]
    [InlineData("[1]", "[0]")]
    [InlineData("[{\"analysis_id\":\"a\"}]", "folder_id")]
    [InlineData("{\"folder_id\":7}", "folder_id")]
    [InlineData("{\"folder_id\":\"\"}", "folder_id")]
    [InlineData("{\"folder_id\":\"a b\"}", "folder_id")]
    [InlineData("{\"folder_id\":\"../x\"}", "folder_id")]
    [InlineData("{\"analysis_id\":\"a\",\"folder\":{}}", "folder_id")]
    [InlineData("{\"analysis_id\":\"a\",\"folder\":{\"folder_id\":\"f1\"},\"folder_id\":\"f2\"}", "folder_id")]
    [InlineData("[{\"analysis_id\":\"a\",\"folder\":{\"folder_id\":\"f1\"}},{\"analysis_id\":\"b\",\"folder\":{\"folder_id\":\"f2\"}}]", "[1].folder.folder_id")]
    [InlineData("{\"analyses\":[{\"analysis_id\":\"a\",\"folder\":{\"folder_id\":\"f1\",\"analyses\":[{\"analysis_id\":\"b\",\"folder_id\":\"f2\"}]}}]}", "analyses[0].folder.analyses[0].folder_id")]
    [InlineData("[{\"analysis_id\":\"a\",\"folder\":{\"folder_id\":\"f1\",\"analyses\":[{\"analysis_id\":\"b\",\"type\":5}]}}]", "[0].folder.analyses[0].type")]
    [InlineData("{\"analysis_id\":\"a\",\"folder\":{\"folder_id\":\"f1\",\"analyses\":7}}", "folder.analyses")]
    [InlineData("{\"analysis_id\":\"a\",\"folder\":{\"folder_id\":\"f1\",\"analyses\":[7]}}", "folder.analyses[0]")]
    [InlineData("{\"analysis_id\":\"a\",\"folder\":{\"folder_id\":\"f1\",\"time_created\":4102444800}}", "folder.time_created")]
    [InlineData("{\"folder_id\":\"f1\",\"resolution_status\":\"SUCCESS\",\"resolution_status\":\"DECLINED\"}", "resolution_status")]
    [InlineData("{\"folder_id\":\"f1\",\"analyses\":{}}", "analyses")]
    [InlineData("{\"folder_id\":\"f1\",\"analyses\":[[]]}", "analyses[0]")]
    [InlineData("{\"folder_id\":\"f1\",\"analyses\":[{}]}", "analyses[0].analysis_id")]
    [InlineData("{\"folder_id\":\"f1\",\"analyses\":[{\"analysis_id\":\"a\"},{\"analysis_id\":\"b\",\"folder_id\":\"f2\"}]}", "analyses[1].folder_id")]
    [InlineData("{\"analyses\":[{\"analysis_id\":\"a\",\"folder_id\":\"f2\"}],\"folder_id\":\"f1\"}", "folder_id")]
    [InlineData("{\"folder_id\":\"f1\",\"analyses\":[{\"analysis_id\":\"a\",\"analyse_id\":\"b\"}]}", "analyses[0].analyse_id")]
    [InlineData("{\"folder_id\":\"f1\",\"analyses\":[{\"analysis_id\":\"a\",\"group_id\":5}]}", "analyses[0].group_id")]
    [InlineData("{\"folder\":{\"folder_id\":\"f1\",\"analyses\":[{\"analysis_id\":\"a\",\"state\":1}]}}", "folder.analyses[0].state")]
    [InlineData("{\"folder\":{\"folder_id\":\"f1\"},\"folder_id\":\"f2\"}", "folder_id")]
    [InlineData("{\"folder_id\":\"f1\",\"analyses\":[{\"analysis_id\":\"a\",\"type\":5}]}", "analyses[0].type")]
    [InlineData("{\"folder_id\":\"f1\",\"time_updated\":\"yesterday\"}", "time_updated")]
    [InlineData("{\"folder_id\":\"f1\",\"time_updated\":\"1969-12-31T23:59:59Z\"}", "time_updated")]
    [InlineData("{\"folder_id\":\"f1\",\"time_updated\":253402300800000000}", "time_updated")]
    [InlineData("{\"folder\":{\"folder_id\":\"f1\",\"analyses\":[{}]}}", "folder.analyses[0].analysis_id")]
    [InlineData("{\"folder\":{\"folder_id\":5}}", "folder.folder_id")]
    [InlineData("{\"folder_id\":\"f1\",\"time_updated\":-1}", "time_updated")]
    [InlineData("{\"folder_id\":\"f1\",\"time_updated\":1e400}", "time_updated")]
    [InlineData("{\"folder_id\":\"f1\",\"time_updated\":99999999999999999999}", "time_updated")]
    [InlineData("{\"folder_id\":\"f1\",\"time_updated\":true}", "time_updated")]
    [InlineData("{\"folder_id\":\"f1\",\"time_created\":4102444800}", "time_created")]
    [InlineData("{\"folder_id\":\"f1\",\"analyses\":[{\"analysis_id\":\"a\",\"time_updated\":\"2100-01-01\"}]}", "analyses[0].time_updated")]
    public void Body_ThatIsNoOzPayload_IsRefusedByField(string body, string? field)
    {
        var refusal = Assert.Throws<PayloadException>(() => Payloads.Read(body));

        Assert.Equal(PayloadError.NotOzPayload, refusal.Error);
        Assert.Equal(field, refusal.Field);
    }

    [Fact]
    public void Id_LongerThanAllowed_IsRefused()
    {
        var longest = new string('x', OzId.MaxLength);

        Assert.Equal(longest, Payloads.Read($$"""{"folder_id":"{{longest}}"}""").FolderId);
        Assert.Throws<PayloadException>(() => Payloads.Read($$"""{"folder_id":"{{longest}}x"}"""));
    }

    [Fact]
    public void Type_LongerThanAllowed_IsRefused()
    {
        var longest = new string('X', 64);

        Assert.Equal(longest, Assert.Single(Payloads.Read(WithType(longest)).Records.Analyses).Type);
        Assert.Equal("analyses[0].type", Assert.Throws<PayloadException>(() => Payloads.Read(WithType(longest + "X"))).Field);

        static string WithType(string type) => $$"""{"folder_id":"f1","analyses":[{"analysis_id":"a","type":"{{type}}"}]}""";
    }

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    public void Status_AsLongAsAWordMayBe_IsRead(string letter)
    {
        var longest = string.Concat(Enumerable.Repeat(letter, StatusWord.MaxLength));

        Assert.Equal(longest, Payloads.Read(WithStatus(longest)).Records.Reported!.Value.ResolutionStatus!.Text);
        Assert.Equal("resolution_status", Assert.Throws<PayloadException>(() => Payloads.Read(WithStatus(longest + letter))).Field);

        static string WithStatus(string status) => $$"""{"folder_id":"f1","resolution_status":"{{status}}"}""";
    }

    [Fact]
    public void PositionOfInvalidJson_IsReportedAsEditorsCount()
    {
        var refusal = Assert.Throws<PayloadException>(() => Payloads.Read("{\n  \"folder_id\": nonsense\n}"));

        Assert.EndsWith("line 2, byte 17.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_LongerThanAWord_IsRefused() =>
        Assert.Equal("resolution_status", Assert.Throws<PayloadException>(() => Payloads.Read($$"""{"folder_id":"f1","resolution_status":"{{new string('x', 10_000)}}"}""")).Field);

    [Fact]
    public void Analyses_MoreThanAllowed_AreRefused()
    {
        var analyses = string.Join(',', Enumerable.Range(0, OzPayloadReader.MaxAnalyses + 1).Select(static i => $$"""{"analysis_id":"a{{i}}"}"""));

        Assert.Equal($"analyses[{OzPayloadReader.MaxAnalyses}]", Assert.Throws<PayloadException>(() => Payloads.Read($$"""{"folder_id":"f1","analyses":[{{analyses}}]}""")).Field);
    }

    [Fact]
    public void Refusal_OfAnyBody_QuotesNoValue()
    {
        const string Secret = "Jane-Doe-4711";
        string[] bodies =
        [
            Secret,
            $$"""{"folder_id":"{{Secret}} "}""",
            $$"""{"folder_id":"f1","time_updated":"{{Secret}}"}""",
            $$"""{"folder_id":"f1","analyses":[{"analysis_id":"{{Secret}}","analyse_id":"x"}]}""",
            $$"""{"folder_id":"f1","{{Secret}}":{{Secret}}""",
            $$$"""{"folder_id":"f1","folder":{"meta_data":{"k":"{{{Secret}}}","k":"{{{Secret}}}"} } }""",
        ];

        Assert.All(bodies, body =>
        {
            var refusal = Assert.Throws<PayloadException>(() => Payloads.Read(body, "k"));
            Assert.DoesNotContain(Secret, refusal.Message + refusal.Field, StringComparison.OrdinalIgnoreCase);
        });
    }

    private static string Nested(int depth) =>
        "{\"folder_id\":\"f1\",\"x\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";
}
