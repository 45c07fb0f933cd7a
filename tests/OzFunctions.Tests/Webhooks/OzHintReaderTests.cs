using System.Text;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Webhooks;

/// <summary>The folder id in a body, whatever else in the body is wrong.</summary>
public sealed class OzHintReaderTests
{
    [Theory]
    [InlineData("""{"folder_id":"f1","analyses":{}}""")]
    [InlineData("""{"analyses":7,"folder_id":"f1"}""")]
    [InlineData("""{"folder_id":"f1","analyses":[{},5,[{"folder_id":"f2"}],{"analysis_id":8}]}""")]
    [InlineData("""{"folder_id":"f1","state":5,"resolution_status":[1],"group_id":{"x":"y"}}""")]
    [InlineData("""{"folder_id":"f1","folder_id":"f1"}""")]
    [InlineData("""{"folder_id":"f1","state":"SUCCESS","state":"DECLINED"}""")]
    [InlineData("""{"folder_id":"f1","time_updated":4102444800}""")]
    [InlineData("""{"folder_id":"f1","time_updated":"soon"}""")]
    [InlineData("""{"folder_id":"f1","x":""")]
    [InlineData("""{"x":{"folder_id":"f3"},"folder_id":"f1","analyses":[{"analysis_id":"a","results_da""")]
    [InlineData("""{"folder_id":"f1"} trailing""")]
    [InlineData("""{"folder_id":"f1",}""")]
    [InlineData("""{"folder_id":"f1","state":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"folder_id":"f1"}""")]
    [InlineData("""{"folder_id":"\ud800","folder":{"folder_id":"f1"}}""")]
    [InlineData("""{"folder_id":7,"folder":{"folder_id":"f1"}}""")]
    [InlineData("""{"folder_id":"a b","analyses":[{"folder_id":"f1"}]}""")]
    [InlineData("""[{"state":5,"folder_id":"f1"}]""")]
    [InlineData("""[7,null,{"folder":{"folder_id":"f1"}}]""")]
    [InlineData("""{"analyses":[{"folder":{"analyses":[{"folder_id":"f1","state":5}]}}]}""")]
    [InlineData("""{"f\u006flder_id":"\u00661","type":5}""")]
    [InlineData("\uFEFF{\"folder_id\":\"f1\",\"type\":5}")]
    public void FolderThatIsNamed_MakesAHint_WhateverElseIsUnreadable(string body)
    {
        Assert.ThrowsAny<Exception>(() => Payloads.Read(body));

        Assert.Equal("f1", Read(body)?.FolderId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<folder_id>f1</folder_id>")]
    [InlineData("folder_id=f1")]
    [InlineData("'folder_id':'f1'")]
    [InlineData("{\"folder_id\":\"f1")]
    [InlineData("{\"folder_id\"")]
    [InlineData("{}")]
    [InlineData("\"folder_id\"")]
    [InlineData("""{"folder_id":["f1"]}""")]
    [InlineData("""{"folder_id":"../x"}""")]
    [InlineData("""{"media":[{"folder_id":"f1"}],"meta_data":{"folder_id":"f1"}}""")]
    [InlineData("""{"folder":[{"folder_id":"f1"}],"analyses":{"folder_id":"f1"}}""")]
    [InlineData("""[[{"folder_id":"f1"}]]""")]
    public void FolderThatIsNotNamed_MakesNone(string body) => Assert.Null(Read(body));

    [Theory]
    [InlineData("""{"folder_id":"f1","folder_id":"f2"}""")]
    [InlineData("""{"folder_id":"f1","analyses":[{"folder_id":"f2"}]}""")]
    [InlineData("""{"folder_id":"f1","folder":{"folder_id":"f2"}}""")]
    [InlineData("""[{"folder_id":"f1"},{"folder":{"folder_id":"f2"}},{"folder_id":"f1"}]""")]
    [InlineData("""{"folder_id":"f1"}{"folder_id":"f2"}""")]
    [InlineData("{\"folder_id\":\"f1\"}\n{\"folder_id\":\"f2\"}\n{\"folder_id\":")]
    public void TwoFolders_MakeNone(string body) => Assert.Null(Read(body));

    [Fact]
    public void BytesThatAreNoUtf8_HideNothingElse()
    {
        byte[] before = [.. "{\"x\":\""u8, 0xC3, 0x28, .. "\",\"folder_id\":\"f1\"}"u8];
        byte[] within = [.. "{\"folder_id\":\"f"u8, 0xC3, 0x28, .. "\",\"folder\":{\"folder_id\":\"f1\"}}"u8];
        byte[] asName = [.. "{\"\\u0066"u8, 0xC3, 0x28, .. "\":1,\"folder_id\":\"f1\"}"u8];

        Assert.All([before, within, asName], static body => Assert.Equal("f1", OzHintReader.TryRead(body, Payloads.Now, out var hint) ? hint.FolderId : null));
    }

    [Fact]
    public void DeepNesting_IsAllowed()
    {
        var nested = new string('[', 100_000);

        Assert.Equal("f1", Read($$"""{"x":{{nested}}{{nested.Replace('[', ']')}},"folder_id":"f1"}""")?.FolderId);
        Assert.Equal("f1", Read($$"""{"folder_id":"f1","x":{{nested}}""")?.FolderId);
        Assert.Equal("f1", Read($$"""{{string.Concat(Enumerable.Repeat("{\"folder\":", 10_000))}}{"folder_id":"f1"}""")?.FolderId);
    }

    [Fact]
    public void TooManyAnalyses_AreAllowed()
    {
        var analyses = string.Join(',', Enumerable.Repeat("{\"folder_id\":\"f1\"}", OzPayloadReader.MaxAnalyses + 1));

        Assert.Equal("f1", Read($"[{analyses}]")?.FolderId);
    }

    [Fact]
    public void LatestTime_IsTheLatestPlausibleTime()
    {
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(9), Read("""{"folder_id":"f1","time_created":"x","time_updated":3,"analyses":[{"time_updated":9},{"time_updated":5},{"time_updated":4102444800}]}""")?.LatestTime);
        Assert.Null(Read("""{"folder_id":"f1","time_updated":4102444800}""")!.LatestTime);
    }

    private static OzHint? Read(string body) => OzHintReader.TryRead(Encoding.UTF8.GetBytes(body), Payloads.Now, out var hint) ? hint : null;
}
