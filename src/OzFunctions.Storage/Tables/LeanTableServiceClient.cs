using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>The tables of an account, whose clients send transactions by <see cref="TransactionSender"/>.</summary>
/// <remarks>The SDK keeps its pipeline to itself, so the one for transactions is built here: from the same options, with an authentication of the same kind.</remarks>
internal sealed class LeanTableServiceClient : TableServiceClient
{
    private readonly Func<string, TableClient> _table;

    /// <summary>Makes one that authenticates with a key or a shared access signature.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="options">The options of all clients.</param>
    public LeanTableServiceClient(string connectionString, TableClientOptions options)
        : base(connectionString, options)
    {
        var (key, sas) = AccountSecret.Of(connectionString);
        HttpPipelinePolicy[] authentication = key is null ? [] : [new SharedKeyLitePolicy(AccountName, key)];
        var transactions = new TransactionSender(HttpPipelineBuilder.Build(options, authentication), Uri, sas);
        _table = name => new LeanTableClient(connectionString, name, options, transactions);
    }

    /// <summary>Makes one that authenticates with tokens.</summary>
    /// <param name="endpoint">The address of the account's table service.</param>
    /// <param name="credential">Gives tokens.</param>
    /// <param name="options">The options of all clients.</param>
    public LeanTableServiceClient(Uri endpoint, TokenCredential credential, TableClientOptions options)
        : base(endpoint, credential, options)
    {
        var transactions = new TransactionSender(HttpPipelineBuilder.Build(options, new TenantTokenPolicy(credential)), Uri, sas: "");
        _table = name => new LeanTableClient(endpoint, name, credential, options, transactions);
    }

    /// <inheritdoc/>
    public override TableClient GetTableClient(string tableName) => _table(tableName);
}
