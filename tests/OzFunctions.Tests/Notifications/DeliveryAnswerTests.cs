using OzFunctions.Core.Notifications;

namespace OzFunctions.Tests.Notifications;

public sealed class DeliveryAnswerTests
{
    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public void Answer_OnlyOf2xx_IsSuccess(int status, bool expected) => Assert.Equal(expected, new DeliveryAnswer(status).IsSuccess);

    [Fact]
    public void Answer_IsToldByItsStatusOrWhyThereIsNone() =>
        Assert.Equal(["HTTP 503", "the name is unknown", "no answer"], ((DeliveryAnswer[])[new(503), new(null, "the name is unknown"), new(null)]).Select(static answer => $"{answer}"));

    [Fact]
    public void ServiceWithoutStatuses_AcceptsOrSaysThatItIsThrottled()
    {
        Assert.Equal((true, false, "accepted"), (DeliveryAnswer.Accepted.IsSuccess, DeliveryAnswer.Accepted.IsOverload, $"{DeliveryAnswer.Accepted}"));

        var throttled = new DeliveryAnswer(null, "busy") { IsThrottled = true };
        Assert.Equal((false, true, "busy"), (throttled.IsSuccess, throttled.IsOverload, $"{throttled}"));
    }
}
