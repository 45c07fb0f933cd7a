using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>The SDK's table client, except that <see cref="TransactionSender"/> sends its transactions.</summary>
internal sealed class LeanTableClient : TableClient
{
    private readonly TransactionSender _transactions;

    /// <summary>Creates a client that authenticates with a key or a shared access signature.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="name">The name of the table.</param>
    /// <param name="options">The SDK's options.</param>
    /// <param name="transactions">Sends the transactions.</param>
    public LeanTableClient(string connectionString, string name, TableClientOptions options, TransactionSender transactions)
        : base(connectionString, name, options) => _transactions = transactions;

    /// <summary>Creates a client that authenticates with tokens.</summary>
    /// <param name="endpoint">The address of the account's table service.</param>
    /// <param name="name">The name of the table.</param>
    /// <param name="credential">Issues the tokens.</param>
    /// <param name="options">The SDK's options.</param>
    /// <param name="transactions">Sends the transactions.</param>
    public LeanTableClient(Uri endpoint, string name, TokenCredential credential, TableClientOptions options, TransactionSender transactions)
        : base(endpoint, name, credential, options) => _transactions = transactions;

    /// <inheritdoc/>
    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        _transactions.SendAsync(Name, transactionActions as IReadOnlyCollection<TableTransactionAction> ?? [.. transactionActions], cancellationToken);
}
