using OzFunctions.Core.Reconciliation;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Reconciliation;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Each list begins where the previous one ended, so that no folder is between them.</summary>
public sealed class ListingPlanTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void LaterReading_BeginsWithTheSecondAtWhichTheLastOneEnded_IfAFolderWasSeenInIt(int secondsBeforeItsEnd, int expected)
    {
        var to = (Payloads.Now - (2 * Hour)).ToUnixTimeSeconds();
        var last = new ListingCursor(OzTimeField.Created, to - 60, to, 100) { Behind = Hour, Latest = to - secondsBeforeItsEnd, IsDone = true };

        Assert.Equal(last.Latest + expected, Plan(last).Lists()[2].From);
    }

    // Otherwise retention would remove a folder, the list would bring it back, and its result would be notified again.
    [Theory]
    [InlineData(400, 3)]
    [InlineData(8, 3)]
    [InlineData(7, 2)]
    [InlineData(1, 1)]
    public void Lists_ReadNothingThatRetentionHasRemoved(int keptDays, int lists) =>
        Assert.Equal(new ReconciliationSettings().LookAgain.Take(lists), new ReconciliationOptions().ToSettings(TimeSpan.FromDays(keptDays)).LookAgain);

    [Fact]
    public void Span_WithAFractionOfASecond_EndsAfterIt()
    {
        var to = Payloads.Now.AddSeconds(-0.1);

        Assert.Equal(Payloads.Now, Plan().Span(to - Hour, to).Next().To);
    }

    [Fact]
    public void Span_AtTheEndsOfTime_IsWidenedNoFurther()
    {
        var plan = new ListingPlan(new ReconciliationSettings(), new ReconciliationProgress(ReconciliationPhase.Over, Payloads.Now) { Skew = Hour }, Payloads.Now);

        var span = plan.Span(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

        Assert.Equal(DateTimeOffset.MinValue.ToUnixTimeSeconds(), span.From);
        Assert.Equal(DateTimeOffset.MaxValue.ToUnixTimeSeconds(), span.To);
    }

    private static ListingPlan Plan(params ListingCursor[] before) => new(
        new ReconciliationSettings { LookAgain = [Hour] }, new ReconciliationProgress(ReconciliationPhase.Over, Payloads.Now) { Lists = before }, Payloads.Now);
}
