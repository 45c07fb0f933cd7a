using OzFunctions.Core.Notifications;

namespace OzFunctions.Tests.Notifications;

public sealed class AttemptResultTests
{
    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public void Answer_OnlyOf2xx_IsSuccess(int status, bool expected) => Assert.Equal(expected, new AttemptResult(status).IsSuccess);

    [Fact]
    public void Response_IsDescribedByItsStatusOrTheReasonForNone() =>
        Assert.Equal(["HTTP 503", "the name is unknown", "no answer"], ((AttemptResult[])[new(503), new(null, "the name is unknown"), new(null)]).Select(static answer => $"{answer}"));

    [Fact]
    public void ServiceWithoutStatuses_AcceptsOrSaysThatItIsThrottled()
    {
        Assert.Equal((true, false, "accepted"), (AttemptResult.Accepted.IsSuccess, AttemptResult.Accepted.IsOverload, $"{AttemptResult.Accepted}"));

        var throttled = new AttemptResult(null, "busy") { IsThrottled = true };
        Assert.Equal((false, true, "busy"), (throttled.IsSuccess, throttled.IsOverload, $"{throttled}"));
    }
}
