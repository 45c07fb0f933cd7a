using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>Oz, as a test wants it.</summary>
internal sealed class FakeOz : IOzFolders
{
    public bool IsConfigured { get; set; } = true;

    public int Asked { get; private set; }

    public Func<string, OzPayload?> Answer { get; set; } = static _ => null;

    public Task<OzPayload?> FindAsync(string folderId, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(Answer(folderId));
    }
}
