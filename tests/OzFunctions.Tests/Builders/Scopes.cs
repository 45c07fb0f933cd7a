using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Builders;

/// <summary>Creates a reconciliation scope without requests to Oz.</summary>
internal static class Scopes
{
    public static ReconciliationScope Of(ReconciliationSettings settings, bool canAsk = true) =>
        new(new OzGateway(new FakeOz { IsConfigured = canAsk }, TimeProvider.System), settings, new OzClock(TimeProvider.System), TimeProvider.System);
}
