using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Benchmarks;

/// <summary>Oz without an account.</summary>
internal sealed class NoOz : IOzFolders
{
    /// <inheritdoc/>
    public bool IsConfigured => false;

    /// <summary>What reconciliation goes by, where nobody can be asked.</summary>
    /// <returns>The scope.</returns>
    public static ReconciliationScope Scope() =>
        new(new OzInquiry(new NoOz(), TimeProvider.System), new ReconciliationSettings(), new OzClock(TimeProvider.System), TimeProvider.System);

    /// <inheritdoc/>
    public Task<OzPayload?> FindAsync(string folderId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<OzPage> ListAsync(OzListing listing, CancellationToken cancellationToken) => throw new NotSupportedException();
}
