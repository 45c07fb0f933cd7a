using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>The SDK's table service client, except that its table clients send transactions with <see cref="TransactionSender"/>, which allocates less memory.</summary>
/// <remarks>The SDK does not expose its HTTP pipeline. This class therefore builds a second one for transactions, from the same options and credentials.</remarks>
internal sealed class LeanTableServiceClient : TableServiceClient
{
    private readonly Func<string, TableClient> _table;

    /// <summary>Creates a client that authenticates with a key or a shared access signature.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="options">The options of this client, its table clients and the pipeline for transactions.</param>
    public LeanTableServiceClient(string connectionString, TableClientOptions options)
        : base(connectionString, options)
    {
        var (key, sas) = AccountSecret.Of(connectionString);
        HttpPipelinePolicy[] authentication = key is null ? [] : [new SharedKeyLitePolicy(AccountName, key)];
        var transactions = new TransactionSender(HttpPipelineBuilder.Build(options, authentication), Uri, sas);
        _table = name => new LeanTableClient(connectionString, name, options, transactions);
    }

    /// <summary>Creates a client that authenticates with tokens.</summary>
    /// <param name="endpoint">The address of the account's table service.</param>
    /// <param name="credential">Issues the tokens.</param>
    /// <param name="options">The options of this client, its table clients and the pipeline for transactions.</param>
    public LeanTableServiceClient(Uri endpoint, TokenCredential credential, TableClientOptions options)
        : base(endpoint, credential, options)
    {
        var transactions = new TransactionSender(HttpPipelineBuilder.Build(options, new TenantTokenPolicy(credential)), Uri, sas: "");
        _table = name => new LeanTableClient(endpoint, name, credential, options, transactions);
    }

    /// <inheritdoc/>
    public override TableClient GetTableClient(string tableName) => _table(tableName);
}
