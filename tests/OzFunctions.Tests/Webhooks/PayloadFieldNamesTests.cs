using System.Text;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Tests.Webhooks;

public sealed class PayloadFieldNamesTests
{
    [Theory]
    [InlineData("""{"items":[{"x":1}],"total_count":1}""", "items,total_count")]
    [InlineData("""[{"analysis_id":"a","type":"QUALITY"}]""", "analysis_id,type")]
    [InlineData("""{"ok":1,"4556-1234":2,"with space":3}""", "ok,?,?")]
    [InlineData("""{"ok":1,"broken""", "ok")]
    [InlineData("""{"\ud800":1}""", "")]
    [InlineData("""[[{"ok":{"inner":1},"more":[{"x":1}],"last":"y"}]]""", "ok,more,last")]
    [InlineData("""{"":1,"ok":2}""", "?,ok")]
    [InlineData("\uFEFF{\"ok\":1}", "ok")]
    [InlineData("no json", "")]
    [InlineData("", "")]
    public void Names_OfAnyBody_AreThoseThatLookLikeNames(string body, string expected) =>
        Assert.Equal(expected, string.Join(',', PayloadFieldNames.Of(Encoding.UTF8.GetBytes(body))));

    [Fact]
    public void Names_BeyondFortyOrSixtyFourCharacters_AreNotReported()
    {
        var longest = new string('x', 64);
        var names = Enumerable.Range(0, 50).Select(i => $"\"{(i == 0 ? longest : i == 1 ? longest + "x" : "ok")}\":1");

        var told = PayloadFieldNames.Of(Encoding.UTF8.GetBytes($"{{{string.Join(',', names)}}}"));

        Assert.Equal([longest, "?", .. Enumerable.Repeat("ok", 38)], told);
    }
}
