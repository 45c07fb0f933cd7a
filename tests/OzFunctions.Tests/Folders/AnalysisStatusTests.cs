using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Tests.Folders;

public sealed class AnalysisStatusTests
{
    private static readonly string?[] Words =
        [null, "INITIAL", "PROCESSING", "FAILED", "FINISHED", "DECLINED", "OPERATOR_REQUIRED", "SUCCESS", "PAUSED"];

    [Theory]
    [InlineData("FINISHED", "SUCCESS", "FINISHED", "SUCCESS", Status.Success)]
    [InlineData("FINISHED", "DECLINED", "FINISHED", "DECLINED", Status.Declined)]
    [InlineData("PROCESSING", null, "PROCESSING", "PROCESSING", Status.Processing)]
    [InlineData("PROCESSING", "SUCCESS", "PROCESSING", "PROCESSING", Status.Processing)]
    [InlineData("FAILED", "DECLINED", "FAILED", "FAILED", Status.Failed)]
    [InlineData("SUCCESS", null, "FINISHED", "SUCCESS", Status.Success)]
    [InlineData("SUCCESS", "DECLINED", "FINISHED", "DECLINED", Status.Declined)]
    [InlineData("DECLINED", "FINISHED", "FINISHED", "DECLINED", Status.Declined)]
    [InlineData(null, "SUCCESS", "FINISHED", "SUCCESS", Status.Success)]
    [InlineData(null, "PROCESSING", "PROCESSING", "PROCESSING", Status.Processing)]
    [InlineData("FINISHED", null, "FINISHED", null, Status.OperatorRequired)]
    [InlineData("FINISHED", "FINISHED", "FINISHED", "FINISHED", Status.OperatorRequired)]
    [InlineData("FINISHED", "NEW_WORD", "FINISHED", "NEW_WORD", Status.OperatorRequired)]
    [InlineData("NEW_WORD", "SUCCESS", "NEW_WORD", "SUCCESS", Status.OperatorRequired)]
    [InlineData("DECLINED", "NEW_WORD", "DECLINED", "NEW_WORD", Status.Declined)]
    [InlineData("PROCESSING", "NEW_WORD", "PROCESSING", "NEW_WORD", Status.Processing)]
    [InlineData(null, null, null, null, Status.Processing)]
    public void Words_OfAnyApiVersion_ReadAsOneForm(string? state, string? resolution, string? expectedState, string? expectedResolution, Status result)
    {
        var status = Of(state, resolution);

        Assert.Equal(expectedState, status.State?.Text);
        Assert.Equal(expectedResolution, status.Resolution?.Text);
        Assert.Equal(result, status.Result);
    }

    [Fact]
    public void OneForm_ReadAgain_IsItself()
    {
        foreach (var (state, resolution) in from state in Words from resolution in Words select (state, resolution))
        {
            var status = Of(state, resolution);
            Assert.Equal(status, AnalysisStatus.Of(status.State, status.Resolution));
        }
    }

    [Fact]
    public void NoWords_ThatHoldAnUnknownOne_EverPass()
    {
        foreach (var word in Words)
        {
            Assert.NotEqual(Status.Success, Of("PAUSED", word).Result);
            Assert.NotEqual(Status.Success, Of(word, "PAUSED").Result);
        }
    }

    private static AnalysisStatus Of(string? state, string? resolution) =>
        AnalysisStatus.Of(state is null ? null : StatusWord.Parse(state), resolution is null ? null : StatusWord.Parse(resolution));
}
