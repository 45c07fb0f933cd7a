using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Tests.Folders;

public sealed class AnalysisStatusTests
{
    private static readonly string?[] Words =
        [null, "INITIAL", "PROCESSING", "FAILED", "FINISHED", "DECLINED", "OPERATOR_REQUIRED", "SUCCESS", "PAUSED", "HALTED"];

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

    [Theory]
    [InlineData("FINISHED", "SUCCESS", "DECLINED", "FINISHED", "DECLINED", Status.Declined)]
    [InlineData("FINISHED", "DECLINED", "SUCCESS", "FINISHED", "DECLINED", Status.Declined)]
    [InlineData("FINISHED", "OPERATOR_REQUIRED", "SUCCESS", "FINISHED", "OPERATOR_REQUIRED", Status.OperatorRequired)]
    [InlineData("FINISHED", "FAILED", "DECLINED", "FINISHED", "FAILED", Status.Failed)]
    [InlineData("FINISHED", "SUCCESS", "PROCESSING", "FINISHED", "PROCESSING", Status.Processing)]
    [InlineData("FINISHED", "PROCESSING", "DECLINED", "FINISHED", "PROCESSING", Status.Processing)]
    [InlineData("PROCESSING", "SUCCESS", "DECLINED", "PROCESSING", "PROCESSING", Status.Processing)]
    [InlineData("SUCCESS", "SUCCESS", "DECLINED", "FINISHED", "DECLINED", Status.Declined)]
    [InlineData("DECLINED", "SUCCESS", "FINISHED", "FINISHED", "DECLINED", Status.Declined)]
    [InlineData(null, "SUCCESS", "DECLINED", "FINISHED", "DECLINED", Status.Declined)]
    [InlineData("FINISHED", "FINISHED", "SUCCESS", "FINISHED", "SUCCESS", Status.Success)]
    [InlineData("FINISHED", "FINISHED", "FINISHED", "FINISHED", "FINISHED", Status.OperatorRequired)]
    [InlineData("FINISHED", "SUCCESS", "NEW_WORD", "SUCCESS", "NEW_WORD", Status.OperatorRequired)]
    [InlineData("FINISHED", "NEW_WORD", "DECLINED", "DECLINED", "NEW_WORD", Status.Declined)]
    [InlineData("PROCESSING", "NEW_WORD", "SUCCESS", "PROCESSING", "NEW_WORD", Status.Processing)]
    [InlineData("FINISHED", "NEW_WORD", "FINISHED", "FINISHED", "NEW_WORD", Status.OperatorRequired)]
    [InlineData("FINISHED", "NEW_WORD", "NEWER_WORD", "NEW_WORD", "NEWER_WORD", Status.OperatorRequired)]
    [InlineData("SUCCESS", "NEW_WORD", "NEWER_WORD", "NEW_WORD", "NEWER_WORD", Status.OperatorRequired)]
    [InlineData("NEW_WORD", "SUCCESS", "NEWER_WORD", "NEW_WORD", "NEWER_WORD", Status.OperatorRequired)]
    [InlineData("NEW_WORD", "DECLINED", "NEWER_WORD", "DECLINED", "NEW_WORD", Status.Declined)]
    [InlineData("NEW_WORD", "NEW_WORD", "SUCCESS", "SUCCESS", "NEW_WORD", Status.OperatorRequired)]
    public void Resolution_BesideResolutionStatus_IsTheWorseOfBothAndHidesNoUnknownWord(
        string? state, string resolutionStatus, string resolution, string? expectedState, string? expectedResolution, Status result)
    {
        var status = Of(state, resolutionStatus, resolution);

        Assert.Equal((expectedState, expectedResolution, result), (status.State?.Text, status.Resolution?.Text, status.Result));
    }

    [Fact]
    public void OneForm_ReadAgain_IsItself()
    {
        foreach (var (state, resolutionStatus, resolution) in from state in Words from left in Words from right in Words select (state, left, right))
        {
            var status = Of(state, resolutionStatus, resolution);
            Assert.Equal(status, AnalysisStatus.Of(status.State, status.Resolution));
        }
    }

    [Fact]
    public void ThreeWords_NeverCountBetterThanAnyTwoOfThem()
    {
        foreach (var (state, resolutionStatus, resolution) in from state in Words from left in Words from right in Words select (state, left, right))
        {
            // FINISHED and absent words say nothing about the result, so the other words may give a better one.
            var status = Of(state, resolutionStatus, resolution);
            foreach (var said in (string?[])[resolutionStatus, resolution])
            {
                Assert.True(said is null or "FINISHED" || StatusRanking.Compare(status.Result, Of(state, said).Result) >= 0, $"{state} {resolutionStatus} {resolution}: {status.Result}");
            }

            Assert.Equal(status.Result, Of(state, resolution, resolutionStatus).Result);
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
        AnalysisStatus.Of(ToWord(state), ToWord(resolution));
    private static AnalysisStatus Of(string? state, string? resolutionStatus, string? resolution) => AnalysisStatus.Of(ToWord(state), ToWord(resolutionStatus), ToWord(resolution));

    private static StatusWord? ToWord(string? text) => text is null ? null : StatusWord.Parse(text);
}
