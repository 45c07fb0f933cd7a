using OzFunctions.Core.Statuses;

namespace OzFunctions.Tests.Statuses;

public sealed class StatusRankingTests
{
    private static readonly Status[] All = Enum.GetValues<Status>();

    [Fact]
    public void Worse_FollowsTheVendorsOrder()
    {
        Status[] worstFirst = [Status.Initial, Status.Processing, Status.Failed, Status.Declined, Status.OperatorRequired, Status.Success];

        for (var i = 0; i < worstFirst.Length; i++)
        {
            for (var j = i; j < worstFirst.Length; j++)
            {
                Assert.Equal(worstFirst[i], StatusRanking.Worse(worstFirst[i], worstFirst[j]));
            }
        }
    }

    [Fact]
    public void Worse_OfAnyThree_IsAssociativeAndCommutative()
    {
        foreach (var (a, b, c) in from a in All from b in All from c in All select (a, b, c))
        {
            Assert.Equal(StatusRanking.Worse(StatusRanking.Worse(a, b), c), StatusRanking.Worse(a, StatusRanking.Worse(b, c)));
            Assert.Equal(StatusRanking.Worse(a, b), StatusRanking.Worse(b, a));
        }
    }

    [Fact]
    public void Finished_AsAResult_NeedsAPerson() => Assert.Equal(Status.OperatorRequired, StatusRanking.AsResult(Status.Finished));
}
