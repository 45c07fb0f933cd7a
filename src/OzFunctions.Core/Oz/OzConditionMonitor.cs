namespace OzFunctions.Core.Oz;

/// <summary>Reads and changes the conditions of the Oz account, which all processes share.</summary>
/// <param name="store">The store of conditions.</param>
/// <param name="account">Returns the account's key in storage: letters and digits. Called once, on first use.</param>
public sealed class OzConditionMonitor(IOzConditionStore store, Func<string> account)
{
    private const int MaxAttempts = 10;

    private readonly Lazy<string> _account = new(account);

    /// <summary>Reads the conditions from storage.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The conditions.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<OzConditions> ReadAsync(CancellationToken cancellationToken) =>
        (await store.FindAsync(_account.Value, cancellationToken))?.Value ?? new OzConditions();

    /// <summary>Changes the conditions; repeats the change when another writer changed them first.</summary>
    /// <param name="change">Returns the new conditions for the current ones, or the same value for no change. May be called several times.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The stored conditions, and whether this call changed them.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers changed the row first at every attempt.</exception>
    public async Task<(OzConditions Conditions, bool IsChanged)> TurnAsync(Func<OzConditions, OzConditions> change, CancellationToken cancellationToken)
    {
        OzConditions? tried = null;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await store.FindAsync(_account.Value, cancellationToken);
            var current = stored?.Value ?? new OzConditions();
            var next = change(current);
            if (next == current)
            {
                // The SDK repeats a write whose response was lost. The repeated write then conflicts with our own first one.
                return (current, current == tried);
            }

            tried = next;
            if (await store.TryWriteAsync(_account.Value, next, stored?.ETag, cancellationToken))
            {
                return (next, true);
            }
        }

        throw new StoreUnavailableException($"Other writers changed the conditions of the Oz account first, {MaxAttempts} times in a row.");
    }
}
