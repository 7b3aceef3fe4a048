//! Labels of dependencies.

use super::upos::spelled;

spelled! {
    /// The dependency relations of English UD 2 that the treebanks use, subtypes included.
    ///
    /// Their meanings are those of the Universal Dependencies guidelines.
    Deprel {
        /// `acl`.
        Acl = "acl",
        /// `acl:relcl`.
        AclRelcl = "acl:relcl",
        /// `advcl`.
        Advcl = "advcl",
        /// `advcl:relcl`.
        AdvclRelcl = "advcl:relcl",
        /// `advmod`.
        Advmod = "advmod",
        /// `amod`.
        Amod = "amod",
        /// `appos`.
        Appos = "appos",
        /// `aux`.
        Aux = "aux",
        /// `aux:pass`.
        AuxPass = "aux:pass",
        /// `case`.
        Case = "case",
        /// `cc`.
        Cc = "cc",
        /// `cc:preconj`.
        CcPreconj = "cc:preconj",
        /// `ccomp`.
        Ccomp = "ccomp",
        /// `compound`.
        Compound = "compound",
        /// `compound:prt`.
        CompoundPrt = "compound:prt",
        /// `conj`.
        Conj = "conj",
        /// `cop`.
        Cop = "cop",
        /// `csubj`.
        Csubj = "csubj",
        /// `csubj:outer`.
        CsubjOuter = "csubj:outer",
        /// `csubj:pass`.
        CsubjPass = "csubj:pass",
        /// `dep`.
        Dep = "dep",
        /// `det`.
        Det = "det",
        /// `det:predet`.
        DetPredet = "det:predet",
        /// `discourse`.
        Discourse = "discourse",
        /// `dislocated`.
        Dislocated = "dislocated",
        /// `expl`.
        Expl = "expl",
        /// `fixed`.
        Fixed = "fixed",
        /// `flat`.
        Flat = "flat",
        /// `goeswith`.
        Goeswith = "goeswith",
        /// `iobj`.
        Iobj = "iobj",
        /// `list`.
        List = "list",
        /// `mark`.
        Mark = "mark",
        /// `nmod`.
        Nmod = "nmod",
        /// `nmod:desc`.
        NmodDesc = "nmod:desc",
        /// `nmod:poss`.
        NmodPoss = "nmod:poss",
        /// `nmod:unmarked`.
        NmodUnmarked = "nmod:unmarked",
        /// `nsubj`.
        Nsubj = "nsubj",
        /// `nsubj:outer`.
        NsubjOuter = "nsubj:outer",
        /// `nsubj:pass`.
        NsubjPass = "nsubj:pass",
        /// `nummod`.
        Nummod = "nummod",
        /// `obj`.
        Obj = "obj",
        /// `obl`.
        Obl = "obl",
        /// `obl:agent`.
        OblAgent = "obl:agent",
        /// `obl:unmarked`.
        OblUnmarked = "obl:unmarked",
        /// `orphan`.
        Orphan = "orphan",
        /// `parataxis`.
        Parataxis = "parataxis",
        /// `punct`.
        Punct = "punct",
        /// `reparandum`.
        Reparandum = "reparandum",
        /// `root`.
        Root = "root",
        /// `vocative`.
        Vocative = "vocative",
        /// `xcomp`.
        Xcomp = "xcomp",
    }
}

impl Deprel {
    /// The universal relation, without its subtype: `nsubj` of `nsubj:pass`.
    pub fn base(self) -> &'static str {
        self.as_str().split(':').next().unwrap_or("")
    }
}
